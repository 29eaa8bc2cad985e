import { mkdir } from "node:fs/promises";
import path from "node:path";
import { ClassicLevel } from "classic-level";
import { Blobs } from "@/infrastructure/local/s3/blobs";
import { S3Error } from "@/infrastructure/local/s3/errors";
import { Exclusive } from "@/infrastructure/local/s3/exclusive";
import type {
  BucketRecord,
  ObjectRecord,
  PartRecord,
  Segment,
  UploadRecord,
} from "@/infrastructure/local/s3/records";

/** Throws when a write may not go ahead; sees the object that it would replace. */
export type Precondition = (existing: ObjectRecord | undefined) => void;

/** `/` ends a bucket's name, since no bucket name holds one; keys follow in UTF-8 order. */
const objectKey = (bucket: string, key: string): string => `${bucket}/${key}`;
/** NUL sorts a key's uploads before those of every longer key. */
const uploadKey = (bucket: string, key: string, id: string): string => `${bucket}/${key}\0${id}`;
const partKey = (uploadId: string, number: number): string =>
  `${uploadId}/${String(number).padStart(5, "0")}`;
/** `0` follows `/`: everything in `owner`, and nothing else. */
const ownedBy = (owner: string) => ({ gte: `${owner}/`, lt: `${owner}0` });

/**
 * Records in LevelDB, bytes in blobs. A record is written in one batch, after its blobs are
 * complete and verified, so a reader sees the old object or the new one and never a part.
 * Survives `kill -9`: what was acknowledged is in LevelDB's log.
 */
export class ObjectStore {
  private readonly exclusive = new Exclusive();
  private readonly buckets;
  private readonly objects;
  private readonly uploads;
  private readonly parts;

  private constructor(
    private readonly db: ClassicLevel<string, unknown>,
    readonly blobs: Blobs,
  ) {
    const records = <T>(name: string) => db.sublevel<string, T>(name, { valueEncoding: "json" });
    this.buckets = records<BucketRecord>("buckets");
    this.objects = records<ObjectRecord>("objects");
    this.uploads = records<UploadRecord>("uploads");
    this.parts = records<PartRecord>("parts");
  }

  /** Opens `dataDir`, which only one process may hold, and removes what a crash left behind. */
  static async open(dataDir: string): Promise<ObjectStore> {
    await mkdir(dataDir, { recursive: true });
    const db = new ClassicLevel<string, unknown>(path.join(dataDir, "records"), {
      valueEncoding: "json",
    });
    try {
      await db.open();
    } catch (cause) {
      const hint = "Stop the process that holds it, or name another folder.";
      throw new Error(`The embedded S3 cannot open its folder ${dataDir}. ${hint}`, { cause });
    }
    const store = new ObjectStore(db, await Blobs.open(path.join(dataDir, "blobs")));
    await store.sweepBlobs();
    return store;
  }

  async close(): Promise<void> {
    await this.db.close();
  }

  private async sweepBlobs(): Promise<void> {
    const named = new Set<string>();
    for await (const { segments } of this.objects.values()) {
      for (const { blobId } of segments) named.add(blobId);
    }
    for await (const { blobId } of this.parts.values()) named.add(blobId);
    await this.blobs.sweep((id) => named.has(id));
  }

  async findBucket(bucket: string): Promise<BucketRecord | undefined> {
    return this.buckets.get(bucket);
  }

  async getBucket(bucket: string): Promise<BucketRecord> {
    const record = await this.findBucket(bucket);
    if (!record) throw new S3Error("NoSuchBucket", undefined, { BucketName: bucket });
    return record;
  }

  async listBuckets(): Promise<[name: string, record: BucketRecord][]> {
    return this.buckets.iterator().all();
  }

  /** Creates `bucket` unless it exists, and returns the record that was there before. */
  async createBucket(bucket: string, record: BucketRecord): Promise<BucketRecord | undefined> {
    return this.exclusive.run(bucket, async () => {
      const existing = await this.findBucket(bucket);
      if (!existing) await this.buckets.put(bucket, record);
      return existing;
    });
  }

  async updateBucket(bucket: string, change: (record: BucketRecord) => BucketRecord) {
    await this.exclusive.run(bucket, async () => {
      await this.buckets.put(bucket, change(await this.getBucket(bucket)));
    });
  }

  /** Deletes an empty bucket, its unfinished uploads included. */
  async deleteBucket(bucket: string): Promise<void> {
    await this.exclusive.run(bucket, async () => {
      await this.getBucket(bucket);
      const [anyKey] = await this.objects.keys({ ...ownedBy(bucket), limit: 1 }).all();
      if (anyKey !== undefined) throw new S3Error("BucketNotEmpty");
      for (const upload of await this.listUploads(bucket)) await this.dropUpload(bucket, upload);
      await this.buckets.del(bucket);
    });
  }

  async findObject(bucket: string, key: string): Promise<ObjectRecord | undefined> {
    return this.objects.get(objectKey(bucket, key));
  }

  async getObject(bucket: string, key: string): Promise<ObjectRecord> {
    const record = await this.findObject(bucket, key);
    if (record) return record;
    await this.getBucket(bucket);
    throw new S3Error("NoSuchKey", undefined, { Key: key });
  }

  /**
   * The object with its blobs pinned until `release` is called. Reading and pinning happen in
   * one turn of the event loop, so that no commit can remove the blobs in between.
   */
  async pinObject(
    bucket: string,
    key: string,
  ): Promise<{ record: ObjectRecord; release: () => void }> {
    // As bytes, because classic-level 3.0.0's getSync can cut a long text key within a character.
    const recordKey = Buffer.from(objectKey(bucket, key));
    const record = this.objects.getSync<Buffer, ObjectRecord>(recordKey, {
      keyEncoding: "buffer",
      valueEncoding: "json",
    });
    if (record) return { record, release: this.blobs.pin(record.segments) };
    await this.getBucket(bucket);
    throw new S3Error("NoSuchKey", undefined, { Key: key });
  }

  /** Makes `record` the object at `key`. On failure its blobs are removed, and nothing changes. */
  async putObject(
    bucket: string,
    key: string,
    record: ObjectRecord,
    precondition: Precondition,
  ): Promise<void> {
    try {
      await this.exclusive.run(bucket, async () => {
        await this.getBucket(bucket);
        const existing = await this.findObject(bucket, key);
        precondition(existing);
        await this.objects.put(objectKey(bucket, key), record);
        if (existing) void this.blobs.remove(existing.segments);
      });
    } catch (error) {
      await this.blobs.remove(record.segments);
      throw error;
    }
  }

  /** Changes what is said about an object, its bytes excepted. */
  async updateObject(bucket: string, key: string, change: Partial<ObjectRecord>): Promise<void> {
    await this.exclusive.run(bucket, async () => {
      const record = await this.getObject(bucket, key);
      await this.objects.put(objectKey(bucket, key), { ...record, ...change });
    });
  }

  /** Deletes an object; one that does not exist is deleted already. */
  async deleteObject(bucket: string, key: string, precondition: Precondition): Promise<void> {
    await this.exclusive.run(bucket, async () => {
      await this.getBucket(bucket);
      const existing = await this.findObject(bucket, key);
      precondition(existing);
      if (!existing) return;
      await this.objects.del(objectKey(bucket, key));
      void this.blobs.remove(existing.segments);
    });
  }

  /** Walks a bucket's objects in UTF-8 order of their keys. The caller closes the walk. */
  walkObjects(bucket: string): ObjectWalk {
    const { gte, lt } = ownedBy(bucket);
    const iterator = this.objects.iterator({ gte, lt });
    return {
      seek: (key) =>
        iterator.seek(Buffer.concat([Buffer.from(gte), key]), { keyEncoding: "buffer" }),
      async next() {
        const entry = await iterator.next();
        return entry && { key: entry[0].slice(gte.length), record: entry[1] };
      },
      close: () => iterator.close(),
    };
  }

  async createUpload(bucket: string, upload: UploadRecord): Promise<void> {
    await this.exclusive.run(bucket, async () => {
      await this.getBucket(bucket);
      await this.uploads.put(uploadKey(bucket, upload.key, upload.id), upload);
    });
  }

  async getUpload(bucket: string, key: string, id: string): Promise<UploadRecord> {
    await this.getBucket(bucket);
    const upload = await this.uploads.get(uploadKey(bucket, key, id));
    if (!upload) throw new S3Error("NoSuchUpload", undefined, { UploadId: id });
    return upload;
  }

  /** In the order of their keys. */
  async listUploads(bucket: string): Promise<UploadRecord[]> {
    return this.uploads.values(ownedBy(bucket)).all();
  }

  /** In the order of their numbers. */
  async listParts(uploadId: string): Promise<PartRecord[]> {
    return this.parts.values(ownedBy(uploadId)).all();
  }

  /** Adds or replaces a part. On failure its blob is removed. */
  async putPart(bucket: string, upload: UploadRecord, part: PartRecord): Promise<void> {
    try {
      await this.exclusive.run(bucket, async () => {
        await this.getUpload(bucket, upload.key, upload.id);
        const replaced = await this.parts.get(partKey(upload.id, part.number));
        await this.parts.put(partKey(upload.id, part.number), part);
        if (replaced) void this.blobs.remove([replaced]);
      });
    } catch (error) {
      await this.blobs.remove([part]);
      throw error;
    }
  }

  /**
   * Turns an upload into an object in one batch. `assemble` chooses among the parts; those it
   * leaves out are removed.
   */
  async completeUpload(
    bucket: string,
    upload: UploadRecord,
    assemble: (parts: PartRecord[]) => Promise<ObjectRecord>,
    precondition: Precondition,
  ): Promise<ObjectRecord> {
    return this.exclusive.run(bucket, async () => {
      await this.getUpload(bucket, upload.key, upload.id);
      const parts = await this.listParts(upload.id);
      const record = await assemble(parts);
      const existing = await this.findObject(bucket, upload.key);
      precondition(existing);

      const batch = this.batchWithoutUpload(bucket, upload, parts);
      batch.put(objectKey(bucket, upload.key), record, { sublevel: this.objects });
      await batch.write();

      const used = new Set(record.segments.map(({ blobId }) => blobId));
      const unused: Segment[] = parts.filter(({ blobId }) => !used.has(blobId));
      void this.blobs.remove([...unused, ...(existing?.segments ?? [])]);
      return record;
    });
  }

  async abortUpload(bucket: string, upload: UploadRecord): Promise<void> {
    await this.exclusive.run(bucket, async () => {
      await this.getUpload(bucket, upload.key, upload.id);
      await this.dropUpload(bucket, upload);
    });
  }

  private async dropUpload(bucket: string, upload: UploadRecord): Promise<void> {
    const parts = await this.listParts(upload.id);
    await this.batchWithoutUpload(bucket, upload, parts).write();
    void this.blobs.remove(parts);
  }

  private batchWithoutUpload(bucket: string, upload: UploadRecord, parts: PartRecord[]) {
    const batch = this.db.batch();
    batch.del(uploadKey(bucket, upload.key, upload.id), { sublevel: this.uploads });
    for (const { number } of parts) {
      batch.del(partKey(upload.id, number), { sublevel: this.parts });
    }
    return batch;
  }
}

export interface ObjectWalk {
  /** Goes on with the first key at or after `key`, given as the bytes of its UTF-8. */
  seek(key: Uint8Array): void;
  next(): Promise<{ key: string; record: ObjectRecord } | undefined>;
  close(): Promise<void>;
}
