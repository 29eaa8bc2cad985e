import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import { s3Failure } from "./failures";

export interface BucketOptions {
  bucket: string;
  /** For servers that have no host name for each bucket. */
  forcePathStyle?: boolean;
  /** Decides when a signed address changes. */
  now?(): Date;
  /** Settings for tests; in use, region, credentials and address are the SDK's own. */
  client?: S3ClientConfig;
}

export interface Bucket {
  name: string;
  client: S3Client;
  now(): Date;
  /** Run a call; throttling, 5xx and a dead network end in Refusal unavailable. */
  attempt<Answer>(send: () => Promise<Answer>): Promise<Answer>;
}

export function openBucket(options: BucketOptions): Bucket {
  const client = new S3Client({
    maxAttempts: 3,
    forcePathStyle: options.forcePathStyle ?? false,
    // A checksum in a signed address would demand one of the browser, who cannot know it.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    // Putting a large upload together takes S3 a while before its answer begins.
    requestHandler: {
      connectionTimeout: 2_000,
      requestTimeout: 20_000,
      throwOnRequestTimeout: true,
    },
    ...options.client,
  });
  return {
    name: options.bucket,
    client,
    now: options.now ?? (() => new Date()),
    async attempt(send) {
      try {
        return await send();
      } catch (error) {
        throw s3Failure(error);
      }
    },
  };
}
