import type { Blobs } from "@/infrastructure/local/s3/blobs";
import { S3Error } from "@/infrastructure/local/s3/errors";
import type { Exclusive } from "@/infrastructure/local/s3/exclusive";
import type { ObjectStore, Precondition } from "@/infrastructure/local/s3/object-store";
import type { ObjectRecord, PartRecord, UploadRecord } from "@/infrastructure/local/s3/records";
import {
  objectKey,
  ownedBy,
  partKey,
  type Tables,
  uploadKey,
} from "@/infrastructure/local/s3/tables";

/** Multipart uploads under way. They share their buckets' turns with the objects' writers. */
export class UploadStore {
  constructor(
    private readonly tables: Tables,
    private readonly blobs: Blobs,
    private readonly exclusive: Exclusive,
    private readonly objects: ObjectStore,
  ) {}

  async create(bucket: string, upload: UploadRecord): Promise<void> {
    await this.exclusive.run(bucket, async () => {
      await this.objects.getBucket(bucket);
      await this.tables.uploads.put(uploadKey(bucket, upload.key, upload.id), upload);
    });
  }

  async get(bucket: string, key: string, id: string): Promise<UploadRecord> {
    await this.objects.getBucket(bucket);
    const upload = await this.tables.uploads.get(uploadKey(bucket, key, id));
    if (!upload) throw new S3Error("NoSuchUpload", undefined, { UploadId: id });
    return upload;
  }

  /** In the order of their keys. */
  async list(bucket: string): Promise<UploadRecord[]> {
    return this.tables.uploads.values(ownedBy(bucket)).all();
  }

  /** In the order of their numbers. */
  async listParts(uploadId: string): Promise<PartRecord[]> {
    return this.tables.parts.values(ownedBy(uploadId)).all();
  }

  /** Adds or replaces a part. On failure its blob is removed. */
  async putPart(bucket: string, upload: UploadRecord, part: PartRecord): Promise<void> {
    const key = partKey(upload.id, part.number);
    try {
      await this.exclusive.run(bucket, async () => {
        await this.get(bucket, upload.key, upload.id);
        const replaced = await this.tables.parts.get(key);
        await this.tables.parts.put(key, part);
        if (replaced) void this.blobs.remove([replaced]);
      });
    } catch (error) {
      await this.blobs.remove([part]);
      throw error;
    }
  }

  /**
   * Turns an upload into an object in one batch. `assemble` chooses among the parts; those it
   * leaves out are removed. On failure the upload goes on.
   */
  async complete(
    bucket: string,
    upload: UploadRecord,
    assemble: (parts: PartRecord[]) => Promise<ObjectRecord>,
    precondition: Precondition,
  ): Promise<ObjectRecord> {
    return this.exclusive.run(bucket, async () => {
      await this.get(bucket, upload.key, upload.id);
      const record = await assemble(await this.listParts(upload.id));
      const existing = await this.objects.findObject(bucket, upload.key);
      precondition(existing);

      const batch = this.tables.batch();
      const parts = await this.tables.removeUpload(batch, bucket, upload);
      batch.put(objectKey(bucket, upload.key), record, { sublevel: this.tables.objects });
      await batch.write();

      const used = new Set(record.segments.map(({ blobId }) => blobId));
      const unused = parts.filter(({ blobId }) => !used.has(blobId));
      void this.blobs.remove([...unused, ...(existing?.segments ?? [])]);
      return record;
    });
  }

  async abort(bucket: string, upload: UploadRecord): Promise<void> {
    await this.exclusive.run(bucket, async () => {
      await this.get(bucket, upload.key, upload.id);
      const batch = this.tables.batch();
      const parts = await this.tables.removeUpload(batch, bucket, upload);
      await batch.write();
      void this.blobs.remove(parts);
    });
  }
}
