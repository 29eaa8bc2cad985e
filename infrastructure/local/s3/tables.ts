import { mkdir } from "node:fs/promises";
import path from "node:path";
import { ClassicLevel } from "classic-level";
import type {
  BucketRecord,
  ObjectRecord,
  PartRecord,
  UploadRecord,
} from "@/infrastructure/local/s3/records";

/** `/` ends a bucket's name, since no bucket name holds one; keys follow in UTF-8 order. */
export const objectKey = (bucket: string, key: string): string => `${bucket}/${key}`;

/** NUL sorts a key's uploads before those of every longer key. */
export const uploadKey = (bucket: string, key: string, id: string): string =>
  `${bucket}/${key}\0${id}`;

export const partKey = (uploadId: string, number: number): string =>
  `${uploadId}/${String(number).padStart(5, "0")}`;

/** `0` follows `/`: all records that belong to a bucket or an upload, and nothing else. */
export const ownedBy = (owner: string) => ({ gte: `${owner}/`, lt: `${owner}0` });

/** The records in LevelDB. What is written in one batch is there as a whole or not at all. */
export class Tables {
  readonly buckets;
  readonly objects;
  readonly uploads;
  readonly parts;

  private constructor(private readonly db: ClassicLevel<string, unknown>) {
    const table = <T>(name: string) => db.sublevel<string, T>(name, { valueEncoding: "json" });
    this.buckets = table<BucketRecord>("buckets");
    this.objects = table<ObjectRecord>("objects");
    this.uploads = table<UploadRecord>("uploads");
    this.parts = table<PartRecord>("parts");
  }

  /** Opens the folder, which only one process may hold. */
  static async open(dataDir: string): Promise<Tables> {
    await mkdir(dataDir, { recursive: true });
    const location = path.join(dataDir, "records");
    const db = new ClassicLevel<string, unknown>(location, { valueEncoding: "json" });
    try {
      await db.open();
    } catch (cause) {
      const hint = "Stop the process that holds it, or name another folder.";
      throw new Error(`The embedded S3 cannot open its folder ${dataDir}. ${hint}`, { cause });
    }
    return new Tables(db);
  }

  async close(): Promise<void> {
    await this.db.close();
  }

  batch() {
    return this.db.batch();
  }

  /**
   * An object without waiting, so that its blobs can be pinned before any commit removes them.
   * Its key goes as bytes: classic-level 3.0.0 cuts a long text within a character here.
   */
  findObjectNow(bucket: string, key: string): ObjectRecord | undefined {
    return this.objects.getSync<Buffer, ObjectRecord>(Buffer.from(objectKey(bucket, key)), {
      keyEncoding: "buffer",
      valueEncoding: "json",
    });
  }

  /** The ids of all blobs that a record names. */
  async namedBlobs(): Promise<Set<string>> {
    const named = new Set<string>();
    for await (const { segments } of this.objects.values()) {
      for (const { blobId } of segments) named.add(blobId);
    }
    for await (const { blobId } of this.parts.values()) named.add(blobId);
    return named;
  }

  /** Adds to `batch` the removal of an upload and its parts, which it returns. */
  async removeUpload(
    batch: ReturnType<Tables["batch"]>,
    bucket: string,
    upload: UploadRecord,
  ): Promise<PartRecord[]> {
    const parts = await this.parts.values(ownedBy(upload.id)).all();
    batch.del(uploadKey(bucket, upload.key, upload.id), { sublevel: this.uploads });
    for (const { number } of parts) {
      batch.del(partKey(upload.id, number), { sublevel: this.parts });
    }
    return parts;
  }
}
