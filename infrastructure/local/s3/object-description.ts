import type { AnswerHeaders } from "@/infrastructure/local/s3/answer";
import { checksumHeader } from "@/infrastructure/local/s3/checksums";
import { notImplemented, S3Error } from "@/infrastructure/local/s3/errors";
import type { ObjectDescription, ObjectRecord } from "@/infrastructure/local/s3/records";
import type { S3Request } from "@/infrastructure/local/s3/request";
import { parseTagHeader } from "@/infrastructure/local/s3/tags";

const METADATA_PREFIX = "x-amz-meta-";
const METADATA_BYTES_MAX = 2048;

/** The headers that S3 stores with an object and sends back with it. */
const STORED_HEADERS = [
  "cache-control",
  "content-disposition",
  "content-encoding",
  "content-language",
  "content-type",
  "expires",
] as const;

/** What a header asks of S3 that the embedded one does not do, by the value that asks for nothing. */
const UNSUPPORTED_HEADERS: [name: RegExp, harmless: string[]][] = [
  [/^x-amz-acl$/, ["private", "bucket-owner-full-control"]],
  [/^x-amz-storage-class$/, ["STANDARD"]],
  [/^x-amz-server-side-encryption$/, ["AES256"]],
  [/^x-amz-(server-side-encryption|copy-source-server-side-encryption)-/, []],
  [
    /^x-amz-(grant-|object-lock-|bucket-object-lock-|bucket-namespace|website-redirect-location)/,
    [],
  ],
  [/^x-amz-(write-offset-bytes|request-payer|rename-source)/, []],
  [/^x-amz-object-ownership$/, ["BucketOwnerEnforced"]],
];

/** Throws NotImplemented for a header whose meaning would otherwise be lost without a word. */
export function refuseUnsupportedHeaders(request: S3Request): void {
  for (const [name, value] of Object.entries(request.headersAfter("x-amz-"))) {
    const full = `x-amz-${name}`;
    const harmless = UNSUPPORTED_HEADERS.find(([pattern]) => pattern.test(full))?.[1];
    if (harmless && !harmless.includes(value)) throw notImplemented(`${full}: ${value}`);
  }
}

export function parseDescription(request: S3Request): ObjectDescription {
  return {
    headers: parseStoredHeaders(request),
    metadata: parseMetadata(request),
    tags: parseTagHeader(request.header("x-amz-tagging")),
  };
}

function parseStoredHeaders(request: S3Request): Record<string, string> {
  const headers: Record<string, string> = { "content-type": "binary/octet-stream" };
  for (const name of STORED_HEADERS) {
    const given = request.header(name);
    const value = name === "content-encoding" ? withoutAwsChunked(given) : given;
    if (value) headers[name] = value;
  }
  return headers;
}

/** `aws-chunked` describes the transfer, not the object. */
const withoutAwsChunked = (encoding = ""): string =>
  encoding
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "aws-chunked")
    .join(",");

function parseMetadata(request: S3Request): Record<string, string> {
  const metadata = request.headersAfter(METADATA_PREFIX);
  const sizeBytes = Object.entries(metadata).flat().join("").length;
  if (sizeBytes > METADATA_BYTES_MAX) throw new S3Error("MetadataTooLarge");
  return metadata;
}

/** The headers of an object, with those that the query overrides. */
export function objectHeaders(record: ObjectRecord, request: S3Request): AnswerHeaders {
  const headers: AnswerHeaders = {
    ...record.headers,
    etag: record.etag,
    "last-modified": new Date(record.modifiedAt).toUTCString(),
    "accept-ranges": "bytes",
    "x-amz-server-side-encryption": "AES256",
  };
  for (const [name, value] of Object.entries(record.metadata)) {
    headers[METADATA_PREFIX + name] = value;
  }
  const tagCount = Object.keys(record.tags).length;
  if (tagCount > 0) headers["x-amz-tagging-count"] = tagCount;
  for (const name of STORED_HEADERS) {
    const override = request.parameters.get(`response-${name}`);
    if (override !== undefined) headers[name] = override;
  }
  return headers;
}

/** The checksum of the whole object, for callers that asked for it. */
export function checksumHeaders(record: Pick<ObjectRecord, "checksum">): Record<string, string> {
  if (!record.checksum) return {};
  const { algorithm, value, type } = record.checksum;
  return { [checksumHeader(algorithm)]: value, "x-amz-checksum-type": type };
}
