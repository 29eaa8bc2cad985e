import {
  CreateTableCommand,
  DynamoDBClient,
  ResourceInUseException,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import {
  BucketAlreadyOwnedByYou,
  CreateBucketCommand,
  PutBucketCorsCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { corsRules } from "@/infrastructure/storage/bucket";
import { createTableInput, timeToLiveInput } from "@/infrastructure/storage/table";
import type { Credentials } from "./aws/sigv4";

interface Place {
  endpoint: string;
  region: string;
  credentials: Credentials;
}

/** Makes the table, or keeps the one that is there. */
export async function provisionTable(place: Place, tableName: string): Promise<void> {
  const client = new DynamoDBClient(place);
  try {
    await client.send(new CreateTableCommand(createTableInput(tableName)));
    await client.send(new UpdateTimeToLiveCommand(timeToLiveInput(tableName)));
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  } finally {
    client.destroy();
  }
}

/** Makes the bucket, or keeps the one that is there, and lets `consoleOrigin` use presigned URLs. */
export async function provisionBucket(
  place: Place,
  bucketName: string,
  consoleOrigin: string,
): Promise<void> {
  const client = new S3Client({ ...place, forcePathStyle: true });
  try {
    await client
      .send(new CreateBucketCommand({ Bucket: bucketName }))
      .catch(throwUnlessOwnedAlready);
    const CORSRules = corsRules(consoleOrigin).map((rule) => ({
      AllowedOrigins: rule.allowedOrigins,
      AllowedMethods: [...rule.allowedMethods],
      AllowedHeaders: rule.allowedHeaders,
      ExposeHeaders: rule.exposedHeaders,
      MaxAgeSeconds: rule.maxAgeSeconds,
    }));
    await client.send(
      new PutBucketCorsCommand({ Bucket: bucketName, CORSConfiguration: { CORSRules } }),
    );
  } finally {
    client.destroy();
  }
}

function throwUnlessOwnedAlready(error: unknown): void {
  if (!(error instanceof BucketAlreadyOwnedByYou)) throw error;
}
