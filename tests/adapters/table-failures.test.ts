import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDocumentClient } from "@/infrastructure/adapters/dynamodb/document-client";
import { createStores } from "@/infrastructure/adapters/dynamodb/stores";
import { modelKeys } from "@/infrastructure/storage/keys";
import { clouds, credentials, openTestTable, region } from "./support/clouds";

const now = () => new Date();

describe("a table that fails", () => {
  let server: Server;
  let url: string;
  let answer: { status: number; type: string };

  beforeAll(async () => {
    server = createServer((_, response) => {
      response.writeHead(answer.status, { "content-type": "application/x-amz-json-1.0" });
      response.end(JSON.stringify({ __type: answer.type, message: "secret detail" }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    // A TCP server's address is an AddressInfo once it listens.
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const storesAt = (endpoint: string) => {
    const client = createDocumentClient({ endpoint, region, credentials, maxAttempts: 1 });
    return createStores({ client, tableName: "t", now });
  };

  it.each([
    [400, "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException"],
    [400, "com.amazon.coral.availability#ThrottlingException"],
    [500, "com.amazonaws.dynamodb.v20120810#InternalServerError"],
    [503, "ServiceUnavailable"],
  ])("answers unavailable for %i %s, without the cause", async (status, type) => {
    answer = { status, type };
    await expect(storesAt(url).models.find("x")).rejects.toMatchObject({
      code: "unavailable",
      message: expect.not.stringContaining("secret"),
    });
  });

  it("answers unavailable when nobody listens", async () => {
    await expect(storesAt("http://127.0.0.1:1").models.find("x")).rejects.toMatchObject({
      code: "unavailable",
    });
  });

  it("answers unavailable when no answer comes", async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    // A TCP server's address is an AddressInfo once it listens.
    const { port } = silent.address() as AddressInfo;
    const client = createDocumentClient({
      endpoint: `http://127.0.0.1:${port}`,
      region,
      credentials,
      maxAttempts: 1,
      requestHandler: { requestTimeout: 50, throwOnRequestTimeout: true },
    });
    const stores = createStores({ client, tableName: "t", now });
    await expect(stores.models.find("x")).rejects.toMatchObject({ code: "unavailable" });
    silent.closeAllConnections();
    silent.close();
  });

  it("does not hide a fault of ours", async () => {
    answer = { status: 400, type: "com.amazon.coral.validate#ValidationException" };
    await expect(storesAt(url).models.find("x")).rejects.toMatchObject({
      name: "ValidationException",
    });
  });

  it("names a stored row that it cannot read", async () => {
    const [embedded] = clouds;
    if (!embedded) throw new Error("There is always the embedded AWS.");
    const table = await openTestTable(embedded);
    const Item = { ...modelKeys.row("broken"), id: "broken", state: "dreaming" };
    await table.client.send(new PutCommand({ TableName: table.tableName, Item }));
    await expect(createStores({ ...table, now }).models.find("broken")).rejects.toThrow(
      /MODEL#broken.* is broken at: .*state/,
    );
    await table.close();
  });
});
