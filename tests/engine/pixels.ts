import sharp from "sharp";

export type Rgb = [red: number, green: number, blue: number];

/** Width, height and RGB bytes of a PNG. */
export async function pixelsOf(png: Buffer) {
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** Mean color of a part of a picture, its edges given as shares of width and height. */
export async function meanColor(
  png: Buffer,
  part: { left: number; top: number; right: number; bottom: number },
): Promise<Rgb> {
  const { data, width, height } = await pixelsOf(png);
  const sum: Rgb = [0, 0, 0];
  let count = 0;
  for (let y = Math.floor(part.top * height); y < part.bottom * height; y += 1) {
    for (let x = Math.floor(part.left * width); x < part.right * width; x += 1) {
      for (const channel of [0, 1, 2] as const)
        sum[channel] += data[(y * width + x) * 3 + channel]!;
      count += 1;
    }
  }
  return sum.map((total) => total / count) as Rgb; // three channels in, three out
}

/** Sum of the levels: 0 is black, 765 is white. */
export const brightness = ([red, green, blue]: Rgb) => red + green + blue;

/** How much redder than green and blue a color is. */
export const redness = ([red, green, blue]: Rgb) => red - (green + blue) / 2;

/** Text chunks of a PNG by keyword, read as AUTOMATIC1111's PNG info does. */
export function textsOf(png: Buffer): Record<string, { type: string; text: string }> {
  const texts: Record<string, { type: string; text: string }> = {};
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const type = png.toString("latin1", at + 4, at + 8);
    const data = png.subarray(at + 8, at + 8 + length);
    const keyword = data.subarray(0, data.indexOf(0)).toString("latin1");
    const rest = data.subarray(keyword.length + 1);
    if (type === "tEXt") texts[keyword] = { type, text: rest.toString("latin1") };
    // Compression flag and method, empty language, empty translated keyword: four bytes.
    if (type === "iTXt") texts[keyword] = { type, text: rest.subarray(4).toString("utf8") };
    at += length + 12;
  }
  return texts;
}
