import { BatchWriteCommand, QueryCommand, type QueryCommandInput } from "@aws-sdk/lib-dynamodb";
import type { Endpoint } from "@/tests/local/dynamodb/conformance-case";

/** Makes a table of one partition with `count` items, numbered by `createdAt`, and returns its name. */
export async function fill({ documents, createTable }: Endpoint, count: number, more: object = {}) {
  const TableName = await createTable();
  const writes = Array.from({ length: count }, (_, n) => ({
    PutRequest: {
      Item: { pk: "a", sk: `s${n}`, owner: "o", createdAt: n, parity: n % 2, ...more },
    },
  }));
  while (writes.length > 0) {
    const RequestItems = { [TableName]: writes.splice(0, 25) };
    await documents.send(new BatchWriteCommand({ RequestItems }));
  }
  return TableName;
}

/** Asks the index for everything that `fill` has put. */
export const byOwner = {
  IndexName: "byOwner",
  KeyConditionExpression: "#owner = :o",
  ExpressionAttributeNames: { "#owner": "owner" },
  ExpressionAttributeValues: { ":o": "o" },
};

/** All pages of a query, in order. */
export async function readAll({ documents }: Endpoint, input: QueryCommandInput) {
  const pages: Record<string, unknown>[][] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await documents.send(new QueryCommand({ ...input, ExclusiveStartKey }));
    pages.push(page.Items ?? []);
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return pages;
}

export const createdAt = (items: Record<string, unknown>[]) => items.map((item) => item.createdAt);
