import { uriEncode } from "@/infrastructure/local/aws/canonical-request";
import type { XmlElement } from "@/infrastructure/local/aws/xml";
import { xmlAnswer } from "@/infrastructure/local/s3/answer";
import { S3Error } from "@/infrastructure/local/s3/errors";
import { listPage, type Position } from "@/infrastructure/local/s3/listing";
import type { Operation } from "@/infrastructure/local/s3/operation";
import { OWNER } from "@/infrastructure/local/s3/owner";
import { parseCount } from "@/infrastructure/local/s3/parameters";
import type { ObjectRecord } from "@/infrastructure/local/s3/records";

const PAGE_COUNT_MAX = 1000;

/** Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export const listObjectsV2: Operation = async ({ request, storage }) => {
  const { bucket, parameters } = request;
  await storage.objects.getBucket(bucket);
  if (parameters.get("list-type") !== "2") {
    throw new S3Error("InvalidArgument", "list-type must be 2");
  }
  const prefix = parameters.get("prefix") ?? "";
  const delimiter = parameters.get("delimiter") ?? "";
  const startAfter = parameters.get("start-after");
  const token = parameters.get("continuation-token");
  const countMax = parseCount(request, "max-keys", PAGE_COUNT_MAX);
  const encode = keyEncoding(parameters.get("encoding-type"));

  const page = await listPage(storage.objects, bucket, {
    prefix,
    delimiter,
    after: token === undefined ? positionAfter(startAfter) : parseToken(token),
    countMax,
  });
  const owner = parameters.get("fetch-owner") === "true" ? OWNER : undefined;
  return xmlAnswer("ListBucketResult", {
    Name: bucket,
    Prefix: encode(prefix),
    Delimiter: delimiter ? encode(delimiter) : undefined,
    StartAfter: startAfter === undefined ? undefined : encode(startAfter),
    MaxKeys: countMax,
    EncodingType: parameters.get("encoding-type"),
    KeyCount: page.objects.length + page.commonPrefixes.length,
    IsTruncated: page.next !== undefined,
    ContinuationToken: token,
    NextContinuationToken: page.next && toToken(page.next),
    Contents: page.objects.map(({ key, record }) => contents(encode(key), record, owner)),
    CommonPrefixes: page.commonPrefixes.map((Prefix) => ({ Prefix: encode(Prefix) })),
  });
};

const contents = (key: string, record: ObjectRecord, owner: XmlElement | undefined) => ({
  Key: key,
  LastModified: record.modifiedAt,
  ETag: record.etag,
  ChecksumAlgorithm: record.checksum?.algorithm,
  ChecksumType: record.checksum?.type,
  Size: record.sizeBytes,
  Owner: owner,
  StorageClass: "STANDARD",
});

const positionAfter = (key: string | undefined): Position | undefined =>
  key ? { key } : undefined;

function keyEncoding(encodingType: string | undefined): (key: string) => string {
  if (encodingType === undefined) return (key) => key;
  if (encodingType === "url") {
    return (key) => key.split("/").map(uriEncode).join("/");
  }
  throw new S3Error("InvalidArgument", "Invalid Encoding Method specified in Request");
}

const toToken = (position: Position): string =>
  Buffer.from(JSON.stringify(position)).toString("base64url");

function parseToken(token: string): Position {
  try {
    const position: unknown = JSON.parse(Buffer.from(token, "base64url").toString("utf8"));
    if (isPosition(position)) return position;
  } catch {
    // Whatever a token that is not ours holds, the answer is the same.
  }
  throw new S3Error("InvalidArgument", "The continuation token provided is incorrect");
}

function isPosition(value: unknown): value is Position {
  if (typeof value !== "object" || value === null) return false;
  return (
    ("key" in value && typeof value.key === "string") ||
    ("prefix" in value && typeof value.prefix === "string")
  );
}
