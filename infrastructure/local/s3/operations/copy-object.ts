import { xmlAnswer } from "@/infrastructure/local/s3/answer";
import { checksumElement, findAlgorithm } from "@/infrastructure/local/s3/checksums";
import { writePrecondition } from "@/infrastructure/local/s3/conditions";
import { type CopySource, withCopySource } from "@/infrastructure/local/s3/copy-source";
import { notImplemented, S3Error } from "@/infrastructure/local/s3/errors";
import {
  parseDescription,
  refuseUnsupportedHeaders,
} from "@/infrastructure/local/s3/object-description";
import type { Call, Operation } from "@/infrastructure/local/s3/operation";
import type { ObjectDescription, ObjectRecord, Segment } from "@/infrastructure/local/s3/records";
import type { S3Request } from "@/infrastructure/local/s3/request";

const SOURCE_BYTES_MAX = 5 * 1024 ** 3;

/** Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
export const copyObject: Operation = async (call) => {
  refuseUnsupportedHeaders(call.request);
  const record = await withCopySource(call.request, call.storage.objects, (source) =>
    copy(call, source),
  );
  const { etag, modifiedAt, checksum } = record;
  return xmlAnswer("CopyObjectResult", {
    ETag: etag,
    LastModified: modifiedAt,
    ChecksumType: checksum?.type,
    ...(checksum && { [checksumElement(checksum.algorithm)]: checksum.value }),
  });
};

async function copy({ request, storage }: Call, source: CopySource): Promise<ObjectRecord> {
  const { bucket, key } = request;
  const precondition = writePrecondition(request);
  const description = describeCopy(request, source);
  refuseOtherChecksum(request, source.record);
  if (source.record.sizeBytes > SOURCE_BYTES_MAX) {
    throw new S3Error(
      "InvalidRequest",
      "The specified copy source is larger than the maximum allowable size for a copy source: 5368709120",
    );
  }
  const segments: Segment[] = [];
  for (const { blobId, sizeBytes } of source.record.segments) {
    segments.push({ blobId: await storage.blobs.duplicate(blobId), sizeBytes });
  }
  const modifiedAt = new Date().toISOString();
  const record = { ...source.record, ...description, segments, modifiedAt };
  await storage.objects.putObject(bucket, key, record, precondition);
  return record;
}

function describeCopy(request: S3Request, source: CopySource): Partial<ObjectDescription> {
  const given = parseDescription(request);
  const replacesMetadata = isReplace(request, "x-amz-metadata-directive");
  const replacesTags = isReplace(request, "x-amz-tagging-directive");
  const isItself = source.bucket === request.bucket && source.key === request.key;
  if (isItself && !replacesMetadata) {
    throw new S3Error(
      "InvalidRequest",
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata.",
    );
  }
  return {
    ...(replacesMetadata && { headers: given.headers, metadata: given.metadata }),
    ...(replacesTags && { tags: given.tags }),
  };
}

function isReplace(request: S3Request, name: string): boolean {
  const directive = request.header(name) ?? "COPY";
  if (directive !== "COPY" && directive !== "REPLACE") {
    throw new S3Error("InvalidArgument", `${name} must be COPY or REPLACE`);
  }
  return directive === "REPLACE";
}

/** A copy keeps its source's checksum, because its bytes are not read again. */
function refuseOtherChecksum(request: S3Request, source: ObjectRecord): void {
  const name = request.header("x-amz-checksum-algorithm");
  if (name === undefined || findAlgorithm(name) === source.checksum?.algorithm) return;
  throw notImplemented(`CopyObject with another checksum algorithm (${name}) than its source`);
}
