import assert from "node:assert/strict";
import {
  BatchGetCommand,
  BatchWriteCommand,
  PutCommand,
  QueryCommand,
} from "@aws-sdk/lib-dynamodb";
import {
  API_REFERENCE,
  type ConformanceCase,
  refusal,
} from "@/tests/local/dynamodb/conformance-case";

export const batchCases: ConformanceCase[] = [
  {
    name: "BatchWriteItem puts and deletes; BatchGetItem finds what is there",
    source: `${API_REFERENCE}/API_BatchWriteItem.html`,
    async run({ documents, createTable }) {
      const TableName = await createTable();
      const item = (n: number) => ({ pk: "a", sk: String(n), owner: "o", createdAt: n });
      await documents.send(new PutCommand({ TableName, Item: item(0) }));
      const puts = [1, 2, 3].map((n) => ({ PutRequest: { Item: item(n) } }));
      const deletion = { DeleteRequest: { Key: { pk: "a", sk: "0" } } };
      const written = await documents.send(
        new BatchWriteCommand({ RequestItems: { [TableName]: [...puts, deletion] } }),
      );
      assert.deepEqual(written.UnprocessedItems, {});
      const Keys = [0, 1, 2, 3].map((n) => ({ pk: "a", sk: String(n) }));
      const found = await documents.send(
        new BatchGetCommand({ RequestItems: { [TableName]: { Keys } } }),
      );
      const sortKeys = found.Responses?.[TableName]?.map((it) => it.sk).sort();
      assert.deepEqual(sortKeys, ["1", "2", "3"]);
      const indexed = await documents.send(
        new QueryCommand({
          TableName,
          IndexName: "byOwner",
          KeyConditionExpression: "#owner = :o",
          ExpressionAttributeNames: { "#owner": "owner" },
          ExpressionAttributeValues: { ":o": "o" },
        }),
      );
      assert.equal(indexed.Count, 3);
    },
  },
  {
    name: "BatchWriteItem refuses duplicates and more than 25 writes",
    source: `${API_REFERENCE}/API_BatchWriteItem.html`,
    async run({ documents, createTable }) {
      const TableName = await createTable();
      const write = (sortKeys: string[]) =>
        documents.send(
          new BatchWriteCommand({
            RequestItems: {
              [TableName]: sortKeys.map((sk) => ({ PutRequest: { Item: { pk: "a", sk } } })),
            },
          }),
        );
      await refusal(write(["1", "1"]), "ValidationException");
      await refusal(write(Array.from({ length: 26 }, (_, n) => String(n))), "ValidationException");
    },
  },
  {
    name: "BatchGetItem hands back keys beyond 16 MB as UnprocessedKeys",
    source: `${API_REFERENCE}/API_BatchGetItem.html`,
    async run({ documents, createTable }) {
      const TableName = await createTable();
      const text = "x".repeat(390 * 1024);
      const Keys = Array.from({ length: 43 }, (_, n) => ({ pk: "a", sk: String(n) }));
      for (const key of Keys) {
        await documents.send(new PutCommand({ TableName, Item: { ...key, text } }));
      }
      const found = await documents.send(
        new BatchGetCommand({ RequestItems: { [TableName]: { Keys } } }),
      );
      const returned = found.Responses?.[TableName]?.length ?? 0;
      const left = found.UnprocessedKeys?.[TableName]?.Keys?.length ?? 0;
      assert.ok(left > 0 && returned > 0);
      assert.equal(returned + left, Keys.length);
    },
  },
];
