import { UpdateTimeToLiveCommand } from "@aws-sdk/client-dynamodb";
import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Endpoint, toEndpoint } from "@/tests/local/dynamodb/conformance-case";
import { startTestServer, type TestServer } from "@/tests/local/dynamodb/test-server";

const START_SECONDS = 1_800_000_000;
let nowSeconds = START_SECONDS;
let server: TestServer;
let endpoint: Endpoint;

beforeAll(async () => {
  server = await startTestServer(() => nowSeconds * 1000);
  endpoint = toEndpoint(server.client);
});

afterAll(() => server.stop());

async function createExpiringTable(): Promise<string> {
  const TableName = await endpoint.createTable();
  await enable(TableName);
  return TableName;
}

async function enable(TableName: string): Promise<void> {
  const TimeToLiveSpecification = { Enabled: true, AttributeName: "expiresAt" };
  await server.client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
}

async function put(TableName: string, sk: string, expiresAt?: unknown): Promise<void> {
  const Item = { pk: "a", sk, owner: "o", createdAt: 1, expiresAt };
  await endpoint.documents.send(new PutCommand({ TableName, Item }));
}

async function has(TableName: string, sk: string): Promise<boolean> {
  const found = await endpoint.documents.send(new GetCommand({ TableName, Key: { pk: "a", sk } }));
  return found.Item !== undefined;
}

async function indexed(TableName: string): Promise<unknown[]> {
  const page = await endpoint.documents.send(
    new QueryCommand({
      TableName,
      IndexName: "byOwner",
      KeyConditionExpression: "#owner = :o",
      ExpressionAttributeNames: { "#owner": "owner" },
      ExpressionAttributeValues: { ":o": "o" },
    }),
  );
  return (page.Items ?? []).map((item) => item.sk);
}

async function sweepAt(seconds: number) {
  nowSeconds = seconds;
  return server.sweep();
}

test("a sweep deletes expired items and their index rows, and nothing else", async () => {
  const TableName = await createExpiringTable();
  await put(TableName, "soon", nowSeconds + 10);
  await put(TableName, "later", nowSeconds + 1000);
  await put(TableName, "never");
  await put(TableName, "text", String(nowSeconds));
  expect(await sweepAt(nowSeconds)).toEqual({ deletedItems: 0 });
  expect(await sweepAt(nowSeconds + 11)).toEqual({ deletedItems: 1 });
  expect(await has(TableName, "soon")).toBe(false);
  expect(await indexed(TableName)).toEqual(["later", "never", "text"]);
});

test("an item lives as long as its latest expiry says", async () => {
  const TableName = await createExpiringTable();
  await put(TableName, "1", nowSeconds + 10);
  await endpoint.documents.send(
    new UpdateCommand({
      TableName,
      Key: { pk: "a", sk: "1" },
      UpdateExpression: "SET expiresAt = :t",
      ExpressionAttributeValues: { ":t": nowSeconds + 1000 },
    }),
  );
  await sweepAt(nowSeconds + 500);
  expect(await has(TableName, "1")).toBe(true);
  await sweepAt(nowSeconds + 501);
  expect(await has(TableName, "1")).toBe(false);
});

test("items that were there before time to live was enabled expire too", async () => {
  const TableName = await endpoint.createTable();
  await put(TableName, "1", nowSeconds + 10);
  await sweepAt(nowSeconds + 11);
  expect(await has(TableName, "1")).toBe(true);
  await enable(TableName);
  await sweepAt(nowSeconds);
  expect(await has(TableName, "1")).toBe(false);
});

test("an expiry more than five years ago is taken for a mistake", async () => {
  const TableName = await createExpiringTable();
  await put(TableName, "1", nowSeconds - 6 * 365 * 24 * 60 * 60);
  await sweepAt(nowSeconds);
  expect(await has(TableName, "1")).toBe(true);
});
