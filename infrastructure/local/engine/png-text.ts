import { crc32 } from "node:zlib";

/** Where IHDR ends: 8 bytes of signature, 25 of the chunk. Source: W3C PNG, 11.2.1. */
const AFTER_HEADER = 33;

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

const isLatin1 = (text: string) => Buffer.from(text, "latin1").toString("latin1") === text;

/** `tEXt` where Latin-1 can hold the text, else `iTXt`. Source: W3C PNG, 11.3.3. */
function textChunk(keyword: string, text: string): Buffer {
  if (isLatin1(text)) return chunk("tEXt", Buffer.from(`${keyword}\0${text}`, "latin1"));
  // Not compressed, no language, no translated keyword.
  return chunk("iTXt", Buffer.from(`${keyword}\0\0\0\0\0${text}`, "utf8"));
}

/** Put a text under a keyword into a PNG, before its pixels. NUL, which PNG forbids, is dropped. */
export const insertText = (png: Buffer, keyword: string, text: string) =>
  Buffer.concat([
    png.subarray(0, AFTER_HEADER),
    textChunk(keyword, text.replaceAll("\0", "")),
    png.subarray(AFTER_HEADER),
  ]);
