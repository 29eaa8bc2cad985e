import sharp from "sharp";
import { THUMBNAIL_EDGE_PX } from "@/lib/contract/engine";
import { insertText } from "./png-text";

// One thread and no cache: the worker's memory belongs to the model.
sharp.concurrency(1);
sharp.cache(false);

const THUMBNAIL_QUALITY = 82;
const PREVIEW_QUALITY = 60;

/** RGB bytes, row by row. */
export interface Picture {
  rgb: Uint8Array;
  width: number;
  height: number;
}

const open = ({ rgb, width, height }: Picture) =>
  sharp(rgb, { raw: { width, height, channels: 3 } });

/** The upper left part of a picture. */
export function crop(picture: Picture, width: number, height: number): Picture {
  if (picture.width === width && picture.height === height) return picture;
  const rgb = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row += 1) {
    const start = row * picture.width * 3;
    rgb.set(picture.rgb.subarray(start, start + width * 3), row * width * 3);
  }
  return { rgb, width, height };
}

/** PNG with the `parameters` text that AUTOMATIC1111 reads; the same input gives the same bytes. */
export async function encodePng(picture: Picture, parameters: string): Promise<Buffer> {
  const settings = { compressionLevel: 9, adaptiveFiltering: true, palette: false };
  return insertText(await open(picture).png(settings).toBuffer(), "parameters", parameters);
}

/** Small WebP for grids; never larger than the picture. */
export const encodeThumbnail = (picture: Picture): Promise<Buffer> =>
  open(picture)
    .resize(THUMBNAIL_EDGE_PX, THUMBNAIL_EDGE_PX, { fit: "inside", withoutEnlargement: true })
    .webp({ quality: THUMBNAIL_QUALITY })
    .toBuffer();

/** Data URL of the work so far. */
export async function encodePreview(picture: Picture): Promise<string> {
  const webp = await open(picture).webp({ quality: PREVIEW_QUALITY }).toBuffer();
  return `data:image/webp;base64,${webp.toString("base64")}`;
}
