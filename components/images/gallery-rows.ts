import type { Image } from "@/lib/contract/images";

/** Space between pictures, in pixels; the grid is built in script, so the number lives here. */
export const GALLERY_GAP_PX = 8;
const HEADER_HEIGHT_PX = 40;
/** A row is filled until its pictures are about this high. */
const ROW_HEIGHT_TARGET_PX = { wide: 180, narrow: 120 };
const NARROW_WIDTH_PX = 560;
/** A last row of few pictures is not stretched beyond this. */
const ROW_HEIGHT_MAX_FACTOR = 1.25;

export interface PlacedImage {
  image: Image;
  /** Position in the whole list, for moving with the arrow keys. */
  index: number;
  widthPx: number;
}

export type GalleryRow =
  | { type: "day"; key: string; day: string; heightPx: number }
  | { type: "images"; key: string; images: PlacedImage[]; heightPx: number };

/** The calendar day of an instant where the person is, as YYYY-MM-DD. */
export function dayOf(instant: string): string {
  const date = new Date(instant);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

const aspectOf = ({ width, height }: Image) => width / height;

function placeRow(
  entries: { image: Image; index: number }[],
  widthPx: number,
  targetPx: number,
): GalleryRow {
  const free = widthPx - GALLERY_GAP_PX * (entries.length - 1);
  const aspects = entries.reduce((sum, { image }) => sum + aspectOf(image), 0);
  const heightPx = Math.min(free / aspects, targetPx * ROW_HEIGHT_MAX_FACTOR);
  const images = entries.map((entry) => ({
    ...entry,
    widthPx: Math.floor(heightPx * aspectOf(entry.image)),
  }));
  return { type: "images", key: entries[0]!.image.id, images, heightPx: Math.round(heightPx) };
}

/** Lay images out in justified rows of one width, with a heading where a new day begins. */
export function galleryRows(images: readonly Image[], widthPx: number): GalleryRow[] {
  if (widthPx <= 0) return [];
  const { narrow, wide } = ROW_HEIGHT_TARGET_PX;
  const targetPx = widthPx < NARROW_WIDTH_PX ? narrow : wide;
  const rows: GalleryRow[] = [];
  let open: { image: Image; index: number }[] = [];
  let openWidthPx = 0;
  let day = "";
  const close = () => {
    if (open.length > 0) rows.push(placeRow(open, widthPx, targetPx));
    open = [];
    openWidthPx = 0;
  };
  for (const [index, image] of images.entries()) {
    const imageDay = dayOf(image.createdAt);
    if (imageDay !== day) {
      close();
      day = imageDay;
      rows.push({ type: "day", key: day, day, heightPx: HEADER_HEIGHT_PX });
    }
    open.push({ image, index });
    openWidthPx += targetPx * aspectOf(image) + GALLERY_GAP_PX;
    if (openWidthPx >= widthPx) close();
  }
  close();
  return rows;
}

export type Move = "left" | "right" | "up" | "down" | "first" | "last";

/** Middle of a picture within its row, in pixels. */
function middleOf(images: PlacedImage[], column: number): number {
  const before = images.slice(0, column).reduce((sum, { widthPx }) => sum + widthPx, 0);
  return before + column * GALLERY_GAP_PX + images[column]!.widthPx / 2;
}

function nearest(images: PlacedImage[], middlePx: number): PlacedImage {
  const distance = (column: number) => Math.abs(middleOf(images, column) - middlePx);
  return images.reduce(
    (best, image, column) => (distance(column) < distance(images.indexOf(best)) ? image : best),
    images[0]!,
  );
}

/** The image that a key leads to from the image at `index`; the same image at an edge. */
export function moveInGallery(rows: readonly GalleryRow[], index: number, move: Move): number {
  const imageRows = rows.filter((row) => row.type === "images");
  const last = imageRows.at(-1)?.images.at(-1)?.index ?? 0;
  if (move === "first") return 0;
  if (move === "last") return last;
  if (move === "left") return Math.max(0, index - 1);
  if (move === "right") return Math.min(last, index + 1);
  const rowNumber = imageRows.findIndex(({ images }) =>
    images.some((placed) => placed.index === index),
  );
  const from = imageRows[rowNumber]?.images;
  const to = imageRows[rowNumber + (move === "up" ? -1 : 1)]?.images;
  if (!from || !to) return index;
  const column = from.findIndex((placed) => placed.index === index);
  return nearest(to, middleOf(from, column)).index;
}

/** The row that holds the image at `index`, for scrolling to it; -1 when it is not loaded. */
export const rowOfImage = (rows: readonly GalleryRow[], index: number) =>
  rows.findIndex(
    (row) => row.type === "images" && row.images.some((placed) => placed.index === index),
  );
