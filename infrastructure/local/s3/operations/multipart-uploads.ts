import { randomUUID } from "node:crypto";
import { parseXml } from "@/infrastructure/local/aws/xml";
import { emptyAnswer, xmlAnswer } from "@/infrastructure/local/s3/answer";
import { assembleParts, parseWantedParts } from "@/infrastructure/local/s3/assemble-parts";
import { receiveText } from "@/infrastructure/local/s3/body";
import { checksumElement, findAlgorithm } from "@/infrastructure/local/s3/checksums";
import { writePrecondition } from "@/infrastructure/local/s3/conditions";
import { notImplemented, S3Error } from "@/infrastructure/local/s3/errors";
import {
  parseDescription,
  refuseUnsupportedHeaders,
} from "@/infrastructure/local/s3/object-description";
import type { Call, Operation } from "@/infrastructure/local/s3/operation";
import { OWNER } from "@/infrastructure/local/s3/owner";
import { parseCount } from "@/infrastructure/local/s3/parameters";
import type { PartRecord, UploadRecord } from "@/infrastructure/local/s3/records";
import type { S3Request } from "@/infrastructure/local/s3/request";

const PAGE_COUNT_MAX = 1000;

/** Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html */
export const createMultipartUpload: Operation = async ({ request, storage }) => {
  refuseUnsupportedHeaders(request);
  const upload: UploadRecord = {
    ...parseDescription(request),
    id: randomUUID().replaceAll("-", ""),
    key: request.key,
    initiatedAt: new Date().toISOString(),
    checksumAlgorithm: checksumAlgorithm(request),
  };
  await storage.uploads.create(request.bucket, upload);
  return xmlAnswer(
    "InitiateMultipartUploadResult",
    { Bucket: request.bucket, Key: request.key, UploadId: upload.id },
    {
      "x-amz-checksum-algorithm": upload.checksumAlgorithm,
      "x-amz-checksum-type": upload.checksumAlgorithm && "COMPOSITE",
    },
  );
};

function checksumAlgorithm(request: S3Request): UploadRecord["checksumAlgorithm"] {
  const name = request.header("x-amz-checksum-algorithm");
  const type = request.header("x-amz-checksum-type") ?? "COMPOSITE";
  if (name === undefined) return undefined;
  const algorithm = findAlgorithm(name);
  if (!algorithm) throw new S3Error("InvalidRequest", `Unknown checksum algorithm ${name}`);
  if (algorithm === "CRC64NVME" || type !== "COMPOSITE") {
    throw notImplemented("full-object checksums of multipart uploads");
  }
  return algorithm;
}

/** Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html */
export const completeMultipartUpload: Operation = async (call) => {
  const { request, payload, storage } = call;
  const upload = await uploadOf(call);
  const precondition = writePrecondition(request);
  const document = parseXml(await receiveText(request, payload), "CompleteMultipartUpload");
  const wanted = parseWantedParts(document);
  const { etag, checksum } = await storage.uploads.complete(
    request.bucket,
    upload,
    (parts) => assembleParts(upload, parts, wanted),
    precondition,
  );
  return xmlAnswer("CompleteMultipartUploadResult", {
    Location: `http://${request.header("host")}${request.rawPath}`,
    Bucket: request.bucket,
    Key: request.key,
    ETag: etag,
    ChecksumType: checksum?.type,
    ...(checksum && { [checksumElement(checksum.algorithm)]: checksum.value }),
  });
};

export const abortMultipartUpload: Operation = async (call) => {
  await call.storage.uploads.abort(call.request.bucket, await uploadOf(call));
  return emptyAnswer(204);
};

/** Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html */
export const listParts: Operation = async (call) => {
  const { request, storage } = call;
  const upload = await uploadOf(call);
  const countMax = parseCount(request, "max-parts", PAGE_COUNT_MAX);
  const marker = Number(request.parameters.get("part-number-marker") || 0);
  const following = (await storage.uploads.listParts(upload.id)).filter(
    ({ number }) => number > marker,
  );
  const parts = following.slice(0, countMax);
  const isTruncated = following.length > parts.length;
  return xmlAnswer("ListPartsResult", {
    Bucket: request.bucket,
    Key: request.key,
    UploadId: upload.id,
    PartNumberMarker: marker,
    NextPartNumberMarker: isTruncated ? parts.at(-1)?.number : undefined,
    MaxParts: countMax,
    IsTruncated: isTruncated,
    StorageClass: "STANDARD",
    Owner: OWNER,
    Initiator: OWNER,
    ChecksumAlgorithm: upload.checksumAlgorithm,
    Part: parts.map(partToXml),
  });
};

const partToXml = ({ number, modifiedAt, md5Hex, sizeBytes, checksum }: PartRecord) => ({
  PartNumber: number,
  LastModified: modifiedAt,
  ETag: `"${md5Hex}"`,
  Size: sizeBytes,
  ...(checksum && { [checksumElement(checksum.algorithm)]: checksum.value }),
});

/** Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html */
export const listMultipartUploads: Operation = async ({ request, storage }) => {
  const { bucket, parameters } = request;
  await storage.objects.getBucket(bucket);
  for (const name of ["delimiter", "encoding-type", "upload-id-marker"]) {
    if (parameters.has(name)) throw notImplemented(`ListMultipartUploads with ${name}`);
  }
  const prefix = parameters.get("prefix") ?? "";
  const marker = Buffer.from(parameters.get("key-marker") ?? "");
  const countMax = parseCount(request, "max-uploads", PAGE_COUNT_MAX);
  const following = (await storage.uploads.list(bucket)).filter(
    ({ key }) => key.startsWith(prefix) && Buffer.compare(Buffer.from(key), marker) > 0,
  );
  const uploads = following.slice(0, countMax);
  const isTruncated = following.length > uploads.length;
  return xmlAnswer("ListMultipartUploadsResult", {
    Bucket: bucket,
    KeyMarker: marker.toString("utf8"),
    NextKeyMarker: isTruncated ? uploads.at(-1)?.key : undefined,
    Prefix: prefix,
    MaxUploads: countMax,
    IsTruncated: isTruncated,
    Upload: uploads.map(({ key, id, initiatedAt }) => ({
      Key: key,
      UploadId: id,
      Owner: OWNER,
      Initiator: OWNER,
      StorageClass: "STANDARD",
      Initiated: initiatedAt,
    })),
  });
};

const uploadOf = ({ request, storage }: Call): Promise<UploadRecord> =>
  storage.uploads.get(request.bucket, request.key, request.parameters.get("uploadId") ?? "");
