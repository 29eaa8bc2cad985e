import { createWriteStream } from "node:fs";
import { unlink } from "node:fs/promises";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Payload } from "@/infrastructure/local/s3/authenticate";
import { PromisedBody, UPLOAD_LIMIT } from "@/infrastructure/local/s3/body";
import type { ChecksumAlgorithm } from "@/infrastructure/local/s3/checksums";
import { Measure, type Measured } from "@/infrastructure/local/s3/measure";
import type { S3Request } from "@/infrastructure/local/s3/request";

const BUFFER_BYTES = 1024 * 1024;

/** Streams a request's body into the new file `path`, and verifies it. */
export async function receiveToFile(
  request: S3Request,
  payload: Payload,
  path: string,
): Promise<Measured> {
  const body = await PromisedBody.start(request, payload, UPLOAD_LIMIT);
  return writeWhole(path, body.chunks(), () => body.verify());
}

/** Streams stored bytes into the new file `path`. */
export async function copyToFile(
  source: Readable,
  algorithm: ChecksumAlgorithm | undefined,
  path: string,
): Promise<Measured> {
  const measure = await Measure.start(algorithm);
  return writeWhole(path, measuredChunks(source, measure), () => measure.finish());
}

async function* measuredChunks(source: AsyncIterable<Buffer>, measure: Measure) {
  for await (const chunk of source) {
    measure.update(chunk);
    yield chunk;
  }
}

/** The file is gone again unless all chunks were written and `finish` returned. */
async function writeWhole<T>(
  path: string,
  chunks: AsyncGenerator<Buffer>,
  finish: () => T,
): Promise<T> {
  try {
    await pipeline(chunks, createWriteStream(path, { highWaterMark: BUFFER_BYTES }));
    return finish();
  } catch (error) {
    await unlink(path).catch(() => undefined);
    throw error;
  }
}
