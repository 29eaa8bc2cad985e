import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
} from "@aws-sdk/client-s3";
import type { ObjectStore, PartsOutcome, UploadedPart } from "@/lib/ports/objects";
import type { Bucket } from "./bucket-client";
import { isS3Failure } from "./failures";

type Uploads = Pick<ObjectStore, "startUpload" | "completeUpload" | "abortUpload">;

const PROBLEMS: Record<string, string> = {
  InvalidPart: "A part of the file is missing or has changed. Upload it again.",
  InvalidPartOrder: "A part of the file is named twice. Begin the upload again.",
  EntityTooSmall: "A part of the file is too small. Begin the upload again.",
  MalformedXML: "The list of parts cannot be read. Begin the upload again.",
  NoSuchUpload: "This upload is no longer open. Begin it again.",
};

export function createUploads(bucket: Bucket, sizeBytes: ObjectStore["sizeBytes"]): Uploads {
  async function complete(key: string, uploadId: string, parts: UploadedPart[]): Promise<void> {
    const inOrder = parts.toSorted((a, b) => a.partNumber - b.partNumber);
    const command = new CompleteMultipartUploadCommand({
      Bucket: bucket.name,
      Key: key,
      UploadId: uploadId,
      MultipartUpload: {
        Parts: inOrder.map(({ partNumber, etag }) => ({ PartNumber: partNumber, ETag: etag })),
      },
    });
    await bucket.attempt(() => bucket.client.send(command));
  }

  /** An upload that is gone has been completed by an earlier request if its object is there. */
  async function isCompletedBefore(key: string, error: unknown): Promise<boolean> {
    return isS3Failure(error, "NoSuchUpload") && (await sizeBytes(key)) !== undefined;
  }

  return {
    async startUpload(key) {
      const command = new CreateMultipartUploadCommand({
        Bucket: bucket.name,
        Key: key,
        ContentType: "application/octet-stream",
      });
      const { UploadId } = await bucket.attempt(() => bucket.client.send(command));
      if (!UploadId) throw new Error(`S3 has opened no upload for ${key}.`);
      return UploadId;
    },

    async completeUpload(key, uploadId, parts): Promise<PartsOutcome> {
      try {
        await complete(key, uploadId, parts);
        return { ok: true };
      } catch (error) {
        if (await isCompletedBefore(key, error)) return { ok: true };
        const problem = error instanceof Error ? PROBLEMS[error.name] : undefined;
        if (problem) return { ok: false, problem };
        throw error;
      }
    },

    async abortUpload(key, uploadId) {
      const command = new AbortMultipartUploadCommand({
        Bucket: bucket.name,
        Key: key,
        UploadId: uploadId,
      });
      try {
        await bucket.attempt(() => bucket.client.send(command));
      } catch (error) {
        if (!isS3Failure(error, "NoSuchUpload")) throw error;
      }
    },
  };
}
