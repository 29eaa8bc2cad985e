import type { Blobs } from "@/infrastructure/local/s3/blobs";
import { S3Error } from "@/infrastructure/local/s3/errors";
import type { Exclusive } from "@/infrastructure/local/s3/exclusive";
import type { BucketRecord, ObjectRecord, PartRecord } from "@/infrastructure/local/s3/records";
import { objectKey, ownedBy, type Tables } from "@/infrastructure/local/s3/tables";

/** Throws when a write may not go ahead; sees the object that it would replace. */
export type Precondition = (existing: ObjectRecord | undefined) => void;

/** A way through a bucket's objects. Whoever starts it closes it. */
export interface ObjectWalk {
  /** Goes on with the first key at or after `key`, given as the bytes of its UTF-8. */
  seek(key: Uint8Array): void;
  next(): Promise<{ key: string; record: ObjectRecord } | undefined>;
  close(): Promise<void>;
}

/**
 * Buckets and their objects. A record is written after its blobs are complete and verified, so
 * a reader sees the old object or the new one and never a part. Writers of a bucket take turns.
 */
export class ObjectStore {
  constructor(
    private readonly tables: Tables,
    private readonly blobs: Blobs,
    private readonly exclusive: Exclusive,
  ) {}

  async findBucket(bucket: string): Promise<BucketRecord | undefined> {
    return this.tables.buckets.get(bucket);
  }

  async getBucket(bucket: string): Promise<BucketRecord> {
    const record = await this.findBucket(bucket);
    if (!record) throw new S3Error("NoSuchBucket", undefined, { BucketName: bucket });
    return record;
  }

  async listBuckets(): Promise<[name: string, record: BucketRecord][]> {
    return this.tables.buckets.iterator().all();
  }

  /** Creates `bucket` unless it exists, and returns the record that was there before. */
  async createBucket(bucket: string, record: BucketRecord): Promise<BucketRecord | undefined> {
    return this.exclusive.run(bucket, async () => {
      const existing = await this.findBucket(bucket);
      if (!existing) await this.tables.buckets.put(bucket, record);
      return existing;
    });
  }

  async updateBucket(bucket: string, change: Partial<BucketRecord>): Promise<void> {
    await this.exclusive.run(bucket, async () => {
      const record = await this.getBucket(bucket);
      await this.tables.buckets.put(bucket, { ...record, ...change });
    });
  }

  /** Deletes an empty bucket, its unfinished uploads included. */
  async deleteBucket(bucket: string): Promise<void> {
    await this.exclusive.run(bucket, async () => {
      await this.getBucket(bucket);
      const keys = await this.tables.objects.keys({ ...ownedBy(bucket), limit: 1 }).all();
      if (keys.length > 0) throw new S3Error("BucketNotEmpty", undefined, { BucketName: bucket });

      const batch = this.tables.batch();
      const parts: PartRecord[] = [];
      for (const upload of await this.tables.uploads.values(ownedBy(bucket)).all()) {
        parts.push(...(await this.tables.removeUpload(batch, bucket, upload)));
      }
      batch.del(bucket, { sublevel: this.tables.buckets });
      await batch.write();
      void this.blobs.remove(parts);
    });
  }

  async findObject(bucket: string, key: string): Promise<ObjectRecord | undefined> {
    return this.tables.objects.get(objectKey(bucket, key));
  }

  async getObject(bucket: string, key: string): Promise<ObjectRecord> {
    const record = await this.findObject(bucket, key);
    return record ?? this.refuseMissing(bucket, key);
  }

  /** The object with its blobs pinned until `release` is called. */
  async pinObject(
    bucket: string,
    key: string,
  ): Promise<{ record: ObjectRecord; release: () => void }> {
    const record = this.tables.findObjectNow(bucket, key);
    if (!record) return this.refuseMissing(bucket, key);
    return { record, release: this.blobs.pin(record.segments) };
  }

  private async refuseMissing(bucket: string, key: string): Promise<never> {
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
        await this.tables.objects.put(objectKey(bucket, key), record);
        if (existing) void this.blobs.remove(existing.segments);
      });
    } catch (error) {
      await this.blobs.remove(record.segments);
      throw error;
    }
  }

  /** Changes what is said about an object; its bytes stay. */
  async updateObject(bucket: string, key: string, change: Pick<ObjectRecord, "tags">) {
    await this.exclusive.run(bucket, async () => {
      const record = await this.getObject(bucket, key);
      await this.tables.objects.put(objectKey(bucket, key), { ...record, ...change });
    });
  }

  /** Deletes an object; one that does not exist is deleted already. */
  async deleteObject(bucket: string, key: string, precondition: Precondition): Promise<void> {
    await this.exclusive.run(bucket, async () => {
      await this.getBucket(bucket);
      const existing = await this.findObject(bucket, key);
      precondition(existing);
      if (!existing) return;
      await this.tables.objects.del(objectKey(bucket, key));
      void this.blobs.remove(existing.segments);
    });
  }

  /** Walks a bucket's objects in UTF-8 order of their keys. */
  walkObjects(bucket: string): ObjectWalk {
    const range = ownedBy(bucket);
    const iterator = this.tables.objects.iterator(range);
    return {
      seek(key) {
        const target = Buffer.concat([Buffer.from(range.gte), key]);
        iterator.seek(target, { keyEncoding: "buffer" });
      },
      async next() {
        const entry = await iterator.next();
        return entry && { key: entry[0].slice(range.gte.length), record: entry[1] };
      },
      close: () => iterator.close(),
    };
  }
}
