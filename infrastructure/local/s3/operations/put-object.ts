import { emptyAnswer } from "@/infrastructure/local/s3/answer";

import { writePrecondition } from "@/infrastructure/local/s3/conditions";
import {
  checksumHeaders,
  parseDescription,
  refuseUnsupportedHeaders,
} from "@/infrastructure/local/s3/object-description";
import type { Operation } from "@/infrastructure/local/s3/operation";
import type { ObjectRecord } from "@/infrastructure/local/s3/records";
import { receiveToFile } from "@/infrastructure/local/s3/write-blob";

/** Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export const putObject: Operation = async ({ request, payload, storage }) => {
  const { bucket, key } = request;
  refuseUnsupportedHeaders(request);
  await storage.objects.getBucket(bucket);
  const description = parseDescription(request);
  const precondition = writePrecondition(request);

  const blobId = storage.blobs.newId();
  const measured = await receiveToFile(request, payload, storage.blobs.path(blobId));
  const record: ObjectRecord = {
    ...description,
    segments: [{ blobId, sizeBytes: measured.sizeBytes }],
    sizeBytes: measured.sizeBytes,
    etag: `"${measured.md5Hex}"`,
    modifiedAt: new Date().toISOString(),
    checksum: measured.checksum,
  };
  await storage.objects.putObject(bucket, key, record, precondition);
  return emptyAnswer(200, {
    etag: record.etag,
    "x-amz-server-side-encryption": "AES256",
    ...checksumHeaders(record),
  });
};
