import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ListBackupsCommand, UpdateTableCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkRequest } from "@/infrastructure/local/dynamodb/request";
import { startDynamoDb } from "@/infrastructure/local/dynamodb/server";
import { type Endpoint, refusal, toEndpoint } from "@/tests/local/dynamodb/conformance-case";
import { CREDENTIALS, startTestServer, type TestServer } from "@/tests/local/dynamodb/test-server";

let server: TestServer;
let endpoint: Endpoint;

beforeAll(async () => {
  server = await startTestServer();
  endpoint = toEndpoint(server.client);
});

afterAll(() => server.stop());

test("an operation we do not have is refused by its name", async () => {
  const error = await refusal(
    server.client.send(new ListBackupsCommand({})),
    "UnknownOperationException",
  );
  expect(error.message).toContain('"ListBackups"');
});

test("a change of billing says where it can be made", async () => {
  const TableName = await endpoint.createTable();
  const command = new UpdateTableCommand({ TableName, BillingMode: "PAY_PER_REQUEST" });
  const error = await refusal(server.client.send(command), "ValidationException");
  expect(error.message).toContain("Change throughput and billing on AWS");
});

// dynalite would throw a TypeError, which a caller sees as a failure of the server.
test("a null deep inside a request is refused with its place", () => {
  const Item = { pk: { S: "a" }, list: { L: [{ M: { hole: null } }] } };
  const check = () => checkRequest("PutItem", { TableName: "things", Item });
  expect(check).toThrow("null found at Item.list.L.0.M.hole: leave the member out.");
});

test("data that another process has open is not opened twice", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "dynamodb-"));
  const first = await startDynamoDb({ dataDir, credentials: CREDENTIALS });
  const second = startDynamoDb({ dataDir, credentials: CREDENTIALS });
  await expect(second).rejects.toThrow("Another process has them open: stop it first.");
  await first.close();
  await rm(dataDir, { recursive: true });
});
