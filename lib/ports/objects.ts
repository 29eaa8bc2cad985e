export interface UploadedPart {
  partNumber: number;
  etag: string;
}

export type PartsOutcome = { ok: true } | { ok: false; problem: string };

/** Where objects live; every key is built by the storage, none by a use case. */
export interface ObjectKeys {
  /** Prefix of all that belongs to a job, ending with a slash. */
  inferencePrefix(id: string): string;
  model(id: string): string;
}

/** The bucket. Keys are relative to it. */
export interface ObjectStore {
  /** s3:// URI of a key. */
  uri(key: string): string;
  /** The key of an s3:// URI in this bucket. */
  keyOf(uri: string): string;
  /** Text of a small object (at most 1 MiB), or undefined when it is absent. */
  readText(key: string): Promise<string | undefined>;
  /** Bytes [begin, end) of an object. */
  readRange(key: string, begin: number, end: number): Promise<Uint8Array>;
  sizeBytes(key: string): Promise<number | undefined>;
  writeText(key: string, text: string, contentType: string): Promise<void>;
  delete(keys: string[]): Promise<void>;
  deletePrefix(prefix: string): Promise<void>;
  /** A GET address that stays the same for some minutes, so that browsers can cache by it. */
  readUrl(key: string, options?: { downloadAs?: string }): Promise<string>;
  startUpload(key: string): Promise<string>;
  partUrl(key: string, uploadId: string, partNumber: number, sizeBytes: number): Promise<string>;
  /** Put the parts together; a part that is missing, changed or too small is told, not thrown. */
  completeUpload(key: string, uploadId: string, parts: UploadedPart[]): Promise<PartsOutcome>;
  /** Give up an upload; fine when there is none. */
  abortUpload(key: string, uploadId: string): Promise<void>;
}
