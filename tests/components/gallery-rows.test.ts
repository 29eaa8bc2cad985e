import { expect, test } from "vitest";
import { galleryRows, moveInGallery } from "@/components/images/gallery-rows";
import type { Image } from "@/lib/contract/images";

const WIDTH_PX = 1000;
const SIZES = [
  [128, 128],
  [192, 128],
  [128, 256],
] as const;

const imageAt = (index: number, createdAt: string): Image => {
  const [width, height] = SIZES[index % SIZES.length]!;
  const named = { id: "x", name: "x" };
  return {
    id: `image-${index}`,
    inferenceId: "job",
    index,
    seed: 1,
    width,
    height,
    sizeBytes: 1,
    prompt: "",
    model: named,
    owner: named,
    createdAt,
    url: "",
    thumbnailUrl: "",
    downloadUrl: "",
  };
};

const images = Array.from({ length: 60 }, (_, index) =>
  imageAt(index, index < 25 ? "2026-11-22T12:00:00.000Z" : "2026-11-20T12:00:00.000Z"),
);
const rows = galleryRows(images, WIDTH_PX);

test("every image stands once, in order, and each day has its heading", () => {
  const placed = rows.flatMap((row) => (row.type === "images" ? row.images : []));
  expect(placed.map(({ index }) => index)).toEqual(images.map((_, index) => index));
  expect(rows.filter((row) => row.type === "day")).toHaveLength(2);
});

test("no row is wider than the gallery", () => {
  for (const row of rows) {
    if (row.type === "day") continue;
    const gaps = 8 * (row.images.length - 1);
    const width = row.images.reduce((sum, { widthPx }) => sum + widthPx, gaps);
    expect(width).toBeLessThanOrEqual(WIDTH_PX);
  }
});

test("arrows stay inside, and down then up leads back to the same row", () => {
  expect(moveInGallery(rows, 0, "left")).toBe(0);
  expect(moveInGallery(rows, 59, "right")).toBe(59);
  expect(moveInGallery(rows, 3, "last")).toBe(59);
  const below = moveInGallery(rows, 0, "down");
  expect(below).toBeGreaterThan(0);
  expect(moveInGallery(rows, below, "up")).toBe(0);
});
