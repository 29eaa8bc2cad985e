import type { Operation } from "@/infrastructure/local/s3/operation";
import {
  deleteBucketCors,
  getBucketCors,
  putBucketCors,
} from "@/infrastructure/local/s3/operations/bucket-cors";
import {
  createBucket,
  deleteBucket,
  getBucketLocation,
  headBucket,
  listBuckets,
} from "@/infrastructure/local/s3/operations/buckets";
import { copyObject } from "@/infrastructure/local/s3/operations/copy-object";
import { deleteObject, deleteObjects } from "@/infrastructure/local/s3/operations/delete-objects";
import { getObject, headObject } from "@/infrastructure/local/s3/operations/get-object";
import { listObjectsV2 } from "@/infrastructure/local/s3/operations/list-objects";
import {
  abortMultipartUpload,
  completeMultipartUpload,
  createMultipartUpload,
  listMultipartUploads,
  listParts,
} from "@/infrastructure/local/s3/operations/multipart-uploads";
import {
  deleteObjectTagging,
  getObjectTagging,
  putObjectTagging,
} from "@/infrastructure/local/s3/operations/object-tagging";
import { putObject } from "@/infrastructure/local/s3/operations/put-object";
import { uploadPart, uploadPartCopy } from "@/infrastructure/local/s3/operations/upload-part";
import type { OperationName } from "@/infrastructure/local/s3/route";

/** What the embedded S3 can do; every other operation is refused by its name. */
export const OPERATIONS: Partial<Record<OperationName, Operation>> = {
  AbortMultipartUpload: abortMultipartUpload,
  CompleteMultipartUpload: completeMultipartUpload,
  CopyObject: copyObject,
  CreateBucket: createBucket,
  CreateMultipartUpload: createMultipartUpload,
  DeleteBucket: deleteBucket,
  DeleteBucketCors: deleteBucketCors,
  DeleteObject: deleteObject,
  DeleteObjects: deleteObjects,
  DeleteObjectTagging: deleteObjectTagging,
  GetBucketCors: getBucketCors,
  GetBucketLocation: getBucketLocation,
  GetObject: getObject,
  GetObjectTagging: getObjectTagging,
  HeadBucket: headBucket,
  HeadObject: headObject,
  ListBuckets: listBuckets,
  ListMultipartUploads: listMultipartUploads,
  ListObjectsV2: listObjectsV2,
  ListParts: listParts,
  PutBucketCors: putBucketCors,
  PutObject: putObject,
  PutObjectTagging: putObjectTagging,
  UploadPart: uploadPart,
  UploadPartCopy: uploadPartCopy,
};
