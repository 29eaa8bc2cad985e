import assert from "node:assert/strict";
import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { type ConformanceCase, DEVELOPER_GUIDE } from "@/tests/local/dynamodb/conformance-case";

const Key = { pk: "a", sk: "1" };

export const capacityCases: ConformanceCase[] = [
  {
    name: "reads consume by 4 KB, half if eventually consistent",
    source: `${DEVELOPER_GUIDE}/read-write-operations.html`,
    async run({ documents, createTable }) {
      const TableName = await createTable();
      const Item = { ...Key, text: "x".repeat(5000) };
      await documents.send(new PutCommand({ TableName, Item }));
      const unitsOf = async (ConsistentRead: boolean) => {
        const input = { TableName, Key, ConsistentRead, ReturnConsumedCapacity: "TOTAL" as const };
        const found = await documents.send(new GetCommand(input));
        return found.ConsumedCapacity?.CapacityUnits;
      };
      assert.equal(await unitsOf(false), 1);
      assert.equal(await unitsOf(true), 2);
    },
  },
  {
    name: "writes consume by 1 KB, with every index row they change",
    source: `${DEVELOPER_GUIDE}/GSI.html#GSI.ThroughputConsiderations.Writes`,
    async run({ documents, createTable }) {
      const TableName = await createTable();
      const Item = { ...Key, owner: "o", createdAt: 1, text: "x".repeat(1500) };
      const put = await documents.send(
        new PutCommand({ TableName, Item, ReturnConsumedCapacity: "INDEXES" }),
      );
      assert.equal(put.ConsumedCapacity?.CapacityUnits, 4);
      assert.equal(put.ConsumedCapacity?.Table?.CapacityUnits, 2);
      const index = put.ConsumedCapacity?.GlobalSecondaryIndexes?.byOwner;
      assert.equal(index?.CapacityUnits, 2);
      const moved = await documents.send(
        new UpdateCommand({
          TableName,
          Key,
          UpdateExpression: "SET createdAt = :n",
          ExpressionAttributeValues: { ":n": 2 },
          ReturnConsumedCapacity: "INDEXES",
        }),
      );
      const movedIndex = moved.ConsumedCapacity?.GlobalSecondaryIndexes?.byOwner;
      assert.equal(movedIndex?.CapacityUnits, 4);
    },
  },
  {
    name: "a query consumes what it reads in total, rounded up once",
    source: `${DEVELOPER_GUIDE}/Query.html#Query.CapacityUnits`,
    async run({ documents, createTable }) {
      const TableName = await createTable();
      for (let n = 0; n < 10; n += 1) {
        const Item = { pk: "a", sk: String(n), text: "x".repeat(1000) };
        await documents.send(new PutCommand({ TableName, Item }));
      }
      const page = await documents.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: "pk = :a",
          ExpressionAttributeValues: { ":a": "a" },
          ReturnConsumedCapacity: "TOTAL",
        }),
      );
      assert.equal(page.ConsumedCapacity?.CapacityUnits, 1.5);
    },
  },
];
