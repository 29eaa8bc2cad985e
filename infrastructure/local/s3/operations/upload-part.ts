import { emptyAnswer, xmlAnswer } from "@/infrastructure/local/s3/answer";
import { withCopySource } from "@/infrastructure/local/s3/copy-source";
import { S3Error } from "@/infrastructure/local/s3/errors";
import type { Measured } from "@/infrastructure/local/s3/measure";
import {
  checksumHeaders,
  refuseUnsupportedHeaders,
} from "@/infrastructure/local/s3/object-description";
import type { Call, Operation } from "@/infrastructure/local/s3/operation";
import { parseCopyRange } from "@/infrastructure/local/s3/ranges";
import type { PartRecord, UploadRecord } from "@/infrastructure/local/s3/records";
import { copyToFile, receiveToFile } from "@/infrastructure/local/s3/write-blob";

const PART_NUMBER_MAX = 10_000;

/** Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html */
export const uploadPart: Operation = async (call) => {
  const { request, payload } = call;
  refuseUnsupportedHeaders(request);
  const part = await storePart(call, (path) => receiveToFile(request, payload, path));
  return emptyAnswer(200, { etag: `"${part.md5Hex}"`, ...checksumHeaders(part) });
};

/** Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html */
export const uploadPartCopy: Operation = async (call) => {
  const { request, storage } = call;
  refuseUnsupportedHeaders(request);
  const part = await withCopySource(request, storage.objects, ({ record }) => {
    const range = parseCopyRange(request.header("x-amz-copy-source-range"), record.sizeBytes);
    return storePart(call, (path, { checksumAlgorithm }) =>
      copyToFile(
        storage.blobs.read(record.segments, range.first, range.last),
        checksumAlgorithm,
        path,
      ),
    );
  });
  return xmlAnswer("CopyPartResult", { ETag: `"${part.md5Hex}"`, LastModified: part.modifiedAt });
};

async function storePart(
  { request, storage }: Call,
  write: (path: string, upload: UploadRecord) => Promise<Measured>,
): Promise<PartRecord> {
  const number = partNumber(request.parameters.get("partNumber"));
  const uploadId = request.parameters.get("uploadId") ?? "";
  const upload = await storage.uploads.get(request.bucket, request.key, uploadId);

  const blobId = storage.blobs.newId();
  const measured = await write(storage.blobs.path(blobId), upload);
  const part = { ...measured, blobId, number, modifiedAt: new Date().toISOString() };
  await storage.uploads.putPart(request.bucket, upload, part);
  return part;
}

function partNumber(text: string | undefined): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= PART_NUMBER_MAX) return number;
  throw new S3Error(
    "InvalidArgument",
    `Part number must be an integer between 1 and ${PART_NUMBER_MAX}, inclusive`,
  );
}
