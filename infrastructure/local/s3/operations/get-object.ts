import type { Answer } from "@/infrastructure/local/s3/answer";
import { readOutcome } from "@/infrastructure/local/s3/conditions";
import { S3Error } from "@/infrastructure/local/s3/errors";
import { checksumHeaders, objectHeaders } from "@/infrastructure/local/s3/object-description";
import type { Operation } from "@/infrastructure/local/s3/operation";
import { type ByteRange, parseRange } from "@/infrastructure/local/s3/ranges";
import type { ObjectRecord } from "@/infrastructure/local/s3/records";
import type { S3Request } from "@/infrastructure/local/s3/request";

/** Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
export const getObject: Operation = async ({ request, storage }) => {
  const { record, release } = await storage.objects.pinObject(request.bucket, request.key);
  try {
    const { answer, range } = readAnswer(record, request);
    if (answer.status === 304) return { ...answer, release };
    const body = storage.blobs.read(record.segments, range.first, range.last);
    return { ...answer, body, release };
  } catch (error) {
    release();
    throw error;
  }
};

/** Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
export const headObject: Operation = async ({ request, storage }) =>
  readAnswer(await storage.objects.getObject(request.bucket, request.key), request).answer;

/** The status and headers of a read, and the bytes that its body would hold. */
function readAnswer(
  record: ObjectRecord,
  request: S3Request,
): { answer: Answer; range: ByteRange } {
  const { sizeBytes } = record;
  const whole = { first: 0, last: sizeBytes - 1 };
  const outcome = readOutcome(record, request);
  if (outcome === "failed") throw new S3Error("PreconditionFailed");
  if (outcome === "not-modified") {
    const { etag, "last-modified": modified } = objectHeaders(record, request);
    return {
      answer: { status: 304, headers: { etag, "last-modified": modified } },
      range: whole,
    };
  }

  const range = parseRange(request.header("range"), sizeBytes);
  const headers = objectHeaders(record, request);
  if (range) {
    headers["content-range"] = `bytes ${range.first}-${range.last}/${sizeBytes}`;
    headers["content-length"] = range.last - range.first + 1;
    return { answer: { status: 206, headers }, range };
  }
  const checksum = request.header("x-amz-checksum-mode") === "ENABLED";
  Object.assign(headers, checksum ? checksumHeaders(record) : {}, { "content-length": sizeBytes });
  return { answer: { status: 200, headers }, range: whole };
}
