import type { Readable } from "node:stream";
import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { systemError } from "./engine-error";
import type { JobStore, ObjectHeaders } from "./job-store";

const SENTENCE = "Storage did not answer while the job ran. Try again in a moment.";

function locationOf(uri: string) {
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(uri)!;
  return { Bucket: bucket, Key: key };
}

const isMissing = (error: unknown) =>
  error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404;

/** S3 as the AWS SDK finds it in the environment: region, credentials, endpoint. */
export class S3JobStore implements JobStore {
  private readonly client = new S3Client({
    // An endpoint of our own has no wildcard DNS name for buckets.
    forcePathStyle: Boolean(process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL),
  });

  async statObject(uri: string) {
    try {
      const { ContentLength, ETag } = await this.client.send(
        new HeadObjectCommand(locationOf(uri)),
      );
      return { sizeBytes: ContentLength ?? 0, version: ETag ?? "" };
    } catch (error) {
      if (isMissing(error)) return null;
      throw systemError("storage_unavailable", SENTENCE, { cause: error });
    }
  }

  async readObject(uri: string) {
    try {
      const { Body } = await this.client.send(new GetObjectCommand(locationOf(uri)));
      // In Node the SDK's body is a Readable.
      return Body as Readable;
    } catch (error) {
      throw systemError("storage_unavailable", SENTENCE, { cause: error });
    }
  }

  async putObject(uri: string, body: Buffer | string, headers: ObjectHeaders) {
    try {
      await this.client.send(
        new PutObjectCommand({
          ...locationOf(uri),
          Body: body,
          ContentType: headers.contentType,
          CacheControl: headers.cacheControl,
        }),
      );
    } catch (error) {
      throw systemError("storage_unavailable", SENTENCE, { cause: error });
    }
  }
}
