import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createDocumentClient } from "@/infrastructure/adapters/dynamodb/document-client";
import { createStores, type Stores } from "@/infrastructure/adapters/dynamodb/stores";
import { credentials, region } from "./support/clouds";
import { image, inference, model } from "./support/rows";

interface BatchWrite {
  RequestItems: { t: { PutRequest: { Item: { sk: { S: string } } } }[] };
}

/** DynamoDB's answers are scripted here: it leaves items unprocessed only when it is busy. */
describe("a busy table", () => {
  let server: Server;
  let stores: Stores;
  let requests: unknown[] = [];
  let answers: ((request: BatchWrite) => { status?: number; body: object })[] = [];

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const body = JSON.parse(Buffer.concat(chunks).toString());
      requests.push(body);
      const answer = answers.shift()?.(body) ?? { body: {} };
      response.writeHead(answer.status ?? 200, { "content-type": "application/x-amz-json-1.0" });
      response.end(JSON.stringify(answer.body));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    // A TCP server's address is an AddressInfo once it listens.
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const client = createDocumentClient({ endpoint, region, credentials, maxAttempts: 1 });
    stores = createStores({ client, tableName: "t", now: () => new Date() });
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  beforeEach(() => {
    requests = [];
    answers = [];
  });

  const leave = (count: number) => (request: BatchWrite) => ({
    body: { UnprocessedItems: { t: request.RequestItems.t.slice(-count) } },
  });
  const cancelled = (Code: string) => () => ({
    status: 400,
    body: {
      __type: "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
      message: "cancelled",
      CancellationReasons: [{ Code }, { Code: "None" }],
    },
  });

  it("gets what it left unprocessed once more, and nothing else", async () => {
    answers = [leave(2), leave(1)];
    await stores.inferences.putImages([0, 1, 2].map((index) => image("J", index)));
    // The requests are what the SDK has sent as BatchWriteItem.
    const written = (requests as BatchWrite[]).map(({ RequestItems }) =>
      RequestItems.t.map(({ PutRequest }) => PutRequest.Item.sk.S),
    );
    expect(written).toEqual([
      ["IMAGE#0000", "IMAGE#0001", "IMAGE#0002"],
      ["IMAGE#0001", "IMAGE#0002"],
      ["IMAGE#0002"],
    ]);
  });

  it("is given up when it stays busy", async () => {
    answers = Array.from({ length: 20 }, () => leave(1));
    await expect(stores.inferences.putImages([image("J", 0)])).rejects.toMatchObject({
      code: "unavailable",
    });
  });

  it("is asked again when two transactions met", async () => {
    answers = [cancelled("TransactionConflict")];
    expect(await stores.models.create(model(), undefined)).toEqual({ outcome: "created" });
    expect(requests).toHaveLength(2);
  });

  it("is believed when a condition failed", async () => {
    answers = [cancelled("ConditionalCheckFailed")];
    const claim = { actorId: "A", key: "k", bodySha256: "c".repeat(64) };
    expect(await stores.inferences.create(inference(), claim)).toBe(false);
    expect(requests).toHaveLength(1);
  });
});
