import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateTableCommand, UpdateTimeToLiveCommand } from "@aws-sdk/client-dynamodb";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createDocumentClient } from "@/infrastructure/adapters/dynamodb/document-client";
import { startDynamoDb } from "@/infrastructure/local/dynamodb/server";
import { startS3 } from "@/infrastructure/local/s3/server";
import { createTableInput, timeToLiveInput } from "@/infrastructure/storage/table";

export const credentials = { accessKeyId: "AKIDTESTS", secretAccessKey: "tests-secret" };
export const region = "us-east-1";

interface Started {
  url: string;
  close(): Promise<void>;
}

/** Behaviour of AWS that an implementation does not imitate, seen with moto 5.2.1. */
type Gap = "simultaneous writes" | "response header overrides" | "aborted uploads";

export interface Cloud {
  name: string;
  gaps: readonly Gap[];
  startDynamoDb(): Promise<Started>;
  startS3(): Promise<Started>;
}

async function inFolder(start: (dataDir: string) => Promise<Started>): Promise<Started> {
  const dataDir = await mkdtemp(join(tmpdir(), "atelier-adapters-"));
  const server = await start(dataDir);
  return {
    url: server.url,
    close: async () => {
      await server.close();
      await rm(dataDir, { recursive: true });
    },
  };
}

const embedded: Cloud = {
  name: "embedded AWS",
  gaps: [],
  startDynamoDb: () => inFolder((dataDir) => startDynamoDb({ dataDir, credentials })),
  startS3: () => inFolder((dataDir) => startS3({ dataDir, credentials })),
};

/** An independent implementation of AWS, so that the embedded one is proven honest. */
function moto(url: string): Cloud {
  const server = { url, close: async () => {} };
  return {
    name: "moto",
    gaps: ["simultaneous writes", "response header overrides", "aborted uploads"],
    startDynamoDb: async () => server,
    startS3: async () => server,
  };
}

const motoUrl = process.env.ATELIER_TEST_MOTO_URL;

export const clouds: Cloud[] = [embedded, ...(motoUrl ? [moto(motoUrl)] : [])];

export interface TestTable {
  url: string;
  client: DynamoDBDocumentClient;
  tableName: string;
  close(): Promise<void>;
}

/** An empty table of its own on a cloud. */
export async function openTestTable(cloud: Cloud): Promise<TestTable> {
  const server = await cloud.startDynamoDb();
  const client = createDocumentClient({ endpoint: server.url, region, credentials });
  const tableName = `tests-${randomUUID()}`;
  await client.send(new CreateTableCommand(createTableInput(tableName)));
  await client.send(new UpdateTimeToLiveCommand(timeToLiveInput(tableName)));
  return {
    url: server.url,
    client,
    tableName,
    close: async () => {
      client.destroy();
      await server.close();
    },
  };
}

export interface TestBucket {
  bucket: string;
  client: { endpoint: string; region: string; credentials: typeof credentials };
  close(): Promise<void>;
}

/** An empty bucket of its own on a cloud. */
export async function openTestBucket(cloud: Cloud): Promise<TestBucket> {
  const server = await cloud.startS3();
  const client = { endpoint: server.url, region, credentials };
  const bucket = `tests-${randomUUID()}`;
  const s3 = new S3Client({ ...client, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  s3.destroy();
  return { bucket, client, close: server.close };
}
