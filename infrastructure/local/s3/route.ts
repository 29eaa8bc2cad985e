import { notImplemented, S3Error } from "@/infrastructure/local/s3/errors";
import type { S3Request } from "@/infrastructure/local/s3/request";

type Target = "account" | "bucket" | "object";

/** `on`: the query parameter, or header, that makes the call this operation. */
type Route = [method: string, target: Target, operation: string, on?: string];

/**
 * Which operation a request is: the first row that fits. It names more than the embedded S3
 * can do, so that what it cannot do is refused by name and not taken for something else.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
const ROUTES = [
  ["GET", "account", "ListBuckets"],

  ["PUT", "bucket", "PutBucketCors", "?cors"],
  ["GET", "bucket", "GetBucketCors", "?cors"],
  ["DELETE", "bucket", "DeleteBucketCors", "?cors"],
  ["GET", "bucket", "GetBucketLocation", "?location"],
  ["GET", "bucket", "ListMultipartUploads", "?uploads"],
  ["GET", "bucket", "ListObjectsV2", "?list-type"],
  ["POST", "bucket", "DeleteObjects", "?delete"],
  ["PUT", "bucket", "PutBucketAccelerateConfiguration", "?accelerate"],
  ["GET", "bucket", "GetBucketAccelerateConfiguration", "?accelerate"],
  ["PUT", "bucket", "PutBucketAcl", "?acl"],
  ["GET", "bucket", "GetBucketAcl", "?acl"],
  ["PUT", "bucket", "PutBucketAnalyticsConfiguration", "?analytics"],
  ["GET", "bucket", "GetBucketAnalyticsConfiguration", "?analytics"],
  ["PUT", "bucket", "PutBucketEncryption", "?encryption"],
  ["GET", "bucket", "GetBucketEncryption", "?encryption"],
  ["DELETE", "bucket", "DeleteBucketEncryption", "?encryption"],
  ["PUT", "bucket", "PutBucketInventoryConfiguration", "?inventory"],
  ["GET", "bucket", "GetBucketInventoryConfiguration", "?inventory"],
  ["PUT", "bucket", "PutBucketLifecycleConfiguration", "?lifecycle"],
  ["GET", "bucket", "GetBucketLifecycleConfiguration", "?lifecycle"],
  ["DELETE", "bucket", "DeleteBucketLifecycle", "?lifecycle"],
  ["PUT", "bucket", "PutBucketLogging", "?logging"],
  ["GET", "bucket", "GetBucketLogging", "?logging"],
  ["PUT", "bucket", "PutBucketMetricsConfiguration", "?metrics"],
  ["GET", "bucket", "GetBucketMetricsConfiguration", "?metrics"],
  ["PUT", "bucket", "PutBucketNotificationConfiguration", "?notification"],
  ["GET", "bucket", "GetBucketNotificationConfiguration", "?notification"],
  ["PUT", "bucket", "PutObjectLockConfiguration", "?object-lock"],
  ["GET", "bucket", "GetObjectLockConfiguration", "?object-lock"],
  ["PUT", "bucket", "PutBucketOwnershipControls", "?ownershipControls"],
  ["GET", "bucket", "GetBucketOwnershipControls", "?ownershipControls"],
  ["DELETE", "bucket", "DeleteBucketOwnershipControls", "?ownershipControls"],
  ["PUT", "bucket", "PutBucketPolicy", "?policy"],
  ["GET", "bucket", "GetBucketPolicy", "?policy"],
  ["DELETE", "bucket", "DeleteBucketPolicy", "?policy"],
  ["GET", "bucket", "GetBucketPolicyStatus", "?policyStatus"],
  ["PUT", "bucket", "PutPublicAccessBlock", "?publicAccessBlock"],
  ["GET", "bucket", "GetPublicAccessBlock", "?publicAccessBlock"],
  ["DELETE", "bucket", "DeletePublicAccessBlock", "?publicAccessBlock"],
  ["PUT", "bucket", "PutBucketReplication", "?replication"],
  ["GET", "bucket", "GetBucketReplication", "?replication"],
  ["PUT", "bucket", "PutBucketRequestPayment", "?requestPayment"],
  ["GET", "bucket", "GetBucketRequestPayment", "?requestPayment"],
  ["GET", "bucket", "CreateSession", "?session"],
  ["PUT", "bucket", "PutBucketTagging", "?tagging"],
  ["GET", "bucket", "GetBucketTagging", "?tagging"],
  ["DELETE", "bucket", "DeleteBucketTagging", "?tagging"],
  ["PUT", "bucket", "PutBucketVersioning", "?versioning"],
  ["GET", "bucket", "GetBucketVersioning", "?versioning"],
  ["GET", "bucket", "ListObjectVersions", "?versions"],
  ["PUT", "bucket", "PutBucketWebsite", "?website"],
  ["GET", "bucket", "GetBucketWebsite", "?website"],
  ["DELETE", "bucket", "DeleteBucketWebsite", "?website"],
  ["GET", "bucket", "ListObjects"],
  ["POST", "bucket", "POST Object (presigned POST)"],
  ["PUT", "bucket", "CreateBucket"],
  ["HEAD", "bucket", "HeadBucket"],
  ["DELETE", "bucket", "DeleteBucket"],

  ["PUT", "object", "PutObjectTagging", "?tagging"],
  ["GET", "object", "GetObjectTagging", "?tagging"],
  ["DELETE", "object", "DeleteObjectTagging", "?tagging"],
  ["PUT", "object", "PutObjectAcl", "?acl"],
  ["GET", "object", "GetObjectAcl", "?acl"],
  ["GET", "object", "GetObjectAttributes", "?attributes"],
  ["PUT", "object", "PutObjectLegalHold", "?legal-hold"],
  ["GET", "object", "GetObjectLegalHold", "?legal-hold"],
  ["PUT", "object", "RenameObject", "?renameObject"],
  ["POST", "object", "RestoreObject", "?restore"],
  ["PUT", "object", "PutObjectRetention", "?retention"],
  ["GET", "object", "GetObjectRetention", "?retention"],
  ["POST", "object", "SelectObjectContent", "?select"],
  ["GET", "object", "GetObjectTorrent", "?torrent"],
  ["GET", "object", "GetObject with partNumber", "?partNumber"],
  ["HEAD", "object", "HeadObject with partNumber", "?partNumber"],
  ["POST", "object", "CreateMultipartUpload", "?uploads"],
  ["POST", "object", "CompleteMultipartUpload", "?uploadId"],
  ["GET", "object", "ListParts", "?uploadId"],
  ["DELETE", "object", "AbortMultipartUpload", "?uploadId"],
  ["PUT", "object", "UploadPart", "?uploadId"],
  ["PUT", "object", "CopyObject", "x-amz-copy-source"],
  ["PUT", "object", "PutObject"],
  ["GET", "object", "GetObject"],
  ["HEAD", "object", "HeadObject"],
  ["DELETE", "object", "DeleteObject"],
] as const satisfies Route[];

export type OperationName = (typeof ROUTES)[number][2] | "UploadPartCopy";

/** Throws MethodNotAllowed where no operation has this form. */
export function operationOf(request: S3Request): OperationName {
  const target = request.key ? "object" : request.bucket ? "bucket" : "account";
  const route = ROUTES.find(
    ([method, on, , condition]: Route) =>
      method === request.method && on === target && holds(condition, request),
  );
  if (!route) throw new S3Error("MethodNotAllowed");
  refuseVersions(request);
  const operation = route[2];
  if (route.length === 3) refuseUnknownParameters(request, operation);
  const isCopy = operation === "UploadPart" && request.header("x-amz-copy-source") !== undefined;
  return isCopy ? "UploadPartCopy" : operation;
}

function holds(condition: string | undefined, request: S3Request): boolean {
  if (condition === undefined) return true;
  if (condition.startsWith("?")) return request.parameters.has(condition.slice(1));
  return request.header(condition) !== undefined;
}

/** An unversioned bucket has one version of each object, whose id is `null`. */
function refuseVersions(request: S3Request): void {
  const versionId = request.parameters.get("versionId");
  if (versionId !== undefined && versionId !== "null") throw notImplemented("object versions");
}

const PLAIN_PARAMETER = /^(x-id|versionId|x-amz-.+|response-[a-z-]+)$/i;

/** Without this, a sub-resource that the table lacks would be taken for its bucket or object. */
function refuseUnknownParameters(request: S3Request, operation: OperationName): void {
  if (operation === "ListObjects") return;
  for (const name of request.parameters.keys()) {
    if (!PLAIN_PARAMETER.test(name)) throw notImplemented(`${operation} with ?${name}`);
  }
}
