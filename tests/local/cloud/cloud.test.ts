import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  GetBucketCorsCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Cloud, startCloud } from "@/infrastructure/local/cloud";

let dataDir: string;
let cloud: Cloud;
const realProfile = process.env.AWS_PROFILE;

beforeAll(async () => {
  process.env.AWS_PROFILE = "the-company-account";
  dataDir = await mkdtemp(join(tmpdir(), "atelier-cloud-"));
  cloud = await startCloud({ dataDir, consoleOrigin: "http://localhost:4000" });
});
afterAll(async () => {
  await cloud.close();
  await rm(dataDir, { recursive: true, force: true });
  if (realProfile) process.env.AWS_PROFILE = realProfile;
});

describe("the environment", () => {
  it("is all that SDK clients need, and hides a person's own profile", async () => {
    expect(process.env.AWS_PROFILE).toBeUndefined();
    const { Table } = await new DynamoDBClient({}).send(
      new DescribeTableCommand({ TableName: cloud.environment.ATELIER_TABLE_NAME }),
    );
    expect(Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName).sort()).toEqual([
      "gsi1",
      "gsi2",
      "gsi3",
    ]);
  });

  it("lets the console's origin use the bucket", async () => {
    const { CORSRules } = await new S3Client({}).send(
      new GetBucketCorsCommand({ Bucket: cloud.environment.ATELIER_BUCKET_NAME }),
    );
    expect(CORSRules?.[0]?.AllowedOrigins).toEqual(["http://localhost:4000"]);
  });

  it("leads to the token's secret, and to no other", async () => {
    const secrets = new SecretsManagerClient({});
    const SecretId = cloud.environment.ATELIER_TOKEN_SECRET_ID;
    const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId }));
    expect(SecretString).toBe(cloud.apiToken);
    await expect(
      secrets.send(new GetSecretValueCommand({ SecretId: "constructor" })),
    ).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });
});

it("keeps its secrets where only their owner can read them", async () => {
  const path = join(dataDir, "credentials.json");
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(JSON.parse(await readFile(path, "utf8")).apiToken).toBe(cloud.apiToken);
});

it("answers through the middleware's own functions", async () => {
  const headers = { "x-api-key": cloud.apiToken };
  const health = await fetch(`${cloud.apiUrl}/v1/health`, { headers });
  expect(await health.json()).toMatchObject({ status: "ok", region: "us-east-1" });
  const models = await fetch(`${cloud.apiUrl}/v1/models`, { headers });
  expect(models.status).toBe(401);
});

it("keeps data, secrets and addresses over a restart", async () => {
  const Bucket = cloud.environment.ATELIER_BUCKET_NAME;
  await new S3Client({}).send(new PutObjectCommand({ Bucket, Key: "kept", Body: "kept" }));
  const before = cloud;
  await cloud.close();
  cloud = await startCloud({ dataDir, consoleOrigin: "http://localhost:4000" });
  expect(cloud.environment).toEqual(before.environment);
  expect(cloud.apiUrl).toBe(before.apiUrl);
  expect(cloud.apiToken).toBe(before.apiToken);
  const { Body } = await new S3Client({}).send(new GetObjectCommand({ Bucket, Key: "kept" }));
  expect(await Body?.transformToString()).toBe("kept");
});
