import type { Readable } from "node:stream";

/** What a worker asks of storage. URIs have the form `s3://bucket/key`. */
export interface JobStore {
  /** Size and version of an object, or null where there is none. The version follows the bytes. */
  statObject(uri: string): Promise<{ sizeBytes: number; version: string } | null>;
  readObject(uri: string): Promise<Readable>;
  putObject(uri: string, body: Buffer | string, headers: ObjectHeaders): Promise<void>;
}

export interface ObjectHeaders {
  contentType: string;
  cacheControl: string;
}

/** Results never change: the same job writes the same bytes under the same key. */
export const IMMUTABLE = "private, max-age=31536000, immutable";
export const CHANGING = "no-store";
