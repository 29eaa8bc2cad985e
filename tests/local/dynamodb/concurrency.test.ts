import { GetCommand, PutCommand, TransactWriteCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Endpoint, toEndpoint } from "@/tests/local/dynamodb/conformance-case";
import { startTestServer, type TestServer } from "@/tests/local/dynamodb/test-server";

let server: TestServer;
let endpoint: Endpoint;
let TableName: string;

beforeAll(async () => {
  server = await startTestServer();
  endpoint = toEndpoint(server.client);
  TableName = await endpoint.createTable();
});

afterAll(() => server.stop());

const times = <T>(count: number, call: (position: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, position) => call(position)));

const ADD_ONE = {
  UpdateExpression: "ADD n :one",
  ExpressionAttributeValues: { ":one": 1 },
};

async function read(sk: string) {
  const found = await endpoint.documents.send(
    new GetCommand({ TableName, Key: { pk: "a", sk }, ConsistentRead: true }),
  );
  return found.Item?.n;
}

test("100 concurrent additions to one item all count", async () => {
  const Key = { pk: "a", sk: "counter" };
  await times(100, () =>
    endpoint.documents.send(new UpdateCommand({ TableName, Key, ...ADD_ONE })),
  );
  expect(await read("counter")).toBe(100);
});

test("of 50 concurrent claims of a name one wins", async () => {
  const claims = await times(50, (position) =>
    endpoint.documents
      .send(
        new PutCommand({
          TableName,
          Item: { pk: "a", sk: "name", n: position },
          ConditionExpression: "attribute_not_exists(pk)",
        }),
      )
      .then(
        () => position,
        () => undefined,
      ),
  );
  const winners = claims.filter((claim) => claim !== undefined);
  expect(winners).toHaveLength(1);
  expect(await read("name")).toBe(winners[0]);
});

test("transactions that take their items in opposite orders neither block nor lose writes", async () => {
  await times(40, (position) => {
    const sortKeys = position % 2 ? ["left", "right"] : ["right", "left"];
    const TransactItems = sortKeys.map((sk) => ({
      Update: { TableName, Key: { pk: "a", sk }, ...ADD_ONE },
    }));
    return endpoint.documents.send(new TransactWriteCommand({ TransactItems }));
  });
  expect([await read("left"), await read("right")]).toEqual([40, 40]);
});
