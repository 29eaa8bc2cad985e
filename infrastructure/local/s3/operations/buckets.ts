import { parseXml } from "@/infrastructure/local/aws/xml";
import { emptyAnswer, xmlAnswer } from "@/infrastructure/local/s3/answer";
import { receiveText } from "@/infrastructure/local/s3/body";
import { S3Error } from "@/infrastructure/local/s3/errors";
import { refuseUnsupportedHeaders } from "@/infrastructure/local/s3/object-description";
import type { Operation } from "@/infrastructure/local/s3/operation";
import { OWNER } from "@/infrastructure/local/s3/owner";

const DEFAULT_REGION = "us-east-1";

export const listBuckets: Operation = async ({ storage }) => {
  const buckets = await storage.objects.listBuckets();
  return xmlAnswer("ListAllMyBucketsResult", {
    Owner: OWNER,
    Buckets: {
      Bucket: buckets.map(([name, { createdAt }]) => ({ Name: name, CreationDate: createdAt })),
    },
  });
};

/** Creating one's own bucket again is an error in every region but us-east-1. */
export const createBucket: Operation = async ({ request, payload, storage }) => {
  const { bucket } = request;
  checkBucketName(bucket);
  refuseUnsupportedHeaders(request);
  const document = await receiveText(request, payload);
  const locationConstraint = document
    ? parseXml(document, "CreateBucketConfiguration").text("LocationConstraint")
    : undefined;
  const createdAt = new Date().toISOString();
  const existing = await storage.objects.createBucket(bucket, { createdAt, locationConstraint });
  if (existing?.locationConstraint ?? (existing && locationConstraint)) {
    throw new S3Error("BucketAlreadyOwnedByYou", undefined, { BucketName: bucket });
  }
  return emptyAnswer(200, { location: `/${bucket}` });
};

export const headBucket: Operation = async ({ request, storage }) => {
  const { locationConstraint } = await storage.objects.getBucket(request.bucket);
  return emptyAnswer(200, { "x-amz-bucket-region": locationConstraint ?? DEFAULT_REGION });
};

export const getBucketLocation: Operation = async ({ request, storage }) => {
  const { locationConstraint = "" } = await storage.objects.getBucket(request.bucket);
  return xmlAnswer("LocationConstraint", locationConstraint);
};

export const deleteBucket: Operation = async ({ request, storage }) => {
  await storage.objects.deleteBucket(request.bucket);
  return emptyAnswer(204);
};

/** Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
function checkBucketName(bucket: string): void {
  const isName = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket);
  const isReserved =
    bucket.includes("..") ||
    /^\d+\.\d+\.\d+\.\d+$/.test(bucket) ||
    /^(xn--|sthree-|amzn-s3-demo-)/.test(bucket) ||
    /(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/.test(bucket);
  if (!isName || isReserved) {
    throw new S3Error("InvalidBucketName", undefined, { BucketName: bucket });
  }
}
