import assert from "node:assert/strict";
import { PutCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import {
  API_REFERENCE,
  type ConformanceCase,
  DEVELOPER_GUIDE,
  refusal,
  STANDARD_TABLE,
} from "@/tests/local/dynamodb/conformance-case";
import { byOwner, createdAt, fill, readAll } from "@/tests/local/dynamodb/filled-table";

export const indexCases: ConformanceCase[] = [
  {
    name: "an index is paged newest first without gaps or repeats",
    source: `${DEVELOPER_GUIDE}/Query.Pagination.html`,
    async run(endpoint) {
      const TableName = await fill(endpoint, 30);
      const input = { TableName, ...byOwner, Limit: 7, ScanIndexForward: false };
      const pages = await readAll(endpoint, input);
      assert.deepEqual(
        pages.map((page) => page.length),
        [7, 7, 7, 7, 2],
      );
      const expected = Array.from({ length: 30 }, (_, n) => 29 - n);
      assert.deepEqual(createdAt(pages.flat()), expected);
    },
  },
  {
    name: "items with the same index key all have their row",
    source: `${DEVELOPER_GUIDE}/GSI.html`,
    async run(endpoint) {
      const TableName = await fill(endpoint, 60, { createdAt: 1 });
      const pages = await readAll(endpoint, { TableName, ...byOwner, Limit: 25 });
      const sortKeys = new Set(pages.flat().map((item) => item.sk));
      assert.equal(sortKeys.size, 60);
    },
  },
  {
    name: "the paging key of an index holds the keys of index and table",
    source: `${API_REFERENCE}/API_Query.html#DDB-Query-response-LastEvaluatedKey`,
    async run(endpoint) {
      const TableName = await fill(endpoint, 3);
      const page = await endpoint.documents.send(
        new QueryCommand({ TableName, ...byOwner, Limit: 1 }),
      );
      assert.deepEqual(page.LastEvaluatedKey, { pk: "a", sk: "s0", owner: "o", createdAt: 0 });
    },
  },
  {
    name: "an index holds only items that have its keys, and follows updates",
    source: `${DEVELOPER_GUIDE}/bp-indexes-general-sparse-indexes.html`,
    async run(endpoint) {
      const TableName = await endpoint.createTable();
      const Key = { pk: "a", sk: "1" };
      await endpoint.documents.send(new PutCommand({ TableName, Item: Key }));
      const count = async () => (await readAll(endpoint, { TableName, ...byOwner })).flat().length;
      const update = (UpdateExpression: string, ExpressionAttributeValues?: object) =>
        endpoint.documents.send(
          new UpdateCommand({
            TableName,
            Key,
            UpdateExpression,
            ExpressionAttributeNames: { "#owner": "owner" },
            ExpressionAttributeValues: ExpressionAttributeValues as Record<string, unknown>,
          }),
        );
      assert.equal(await count(), 0);
      await update("SET #owner = :o, createdAt = :n", { ":o": "o", ":n": 1 });
      assert.equal(await count(), 1);
      await update("SET #owner = :o", { ":o": "somebody else" });
      assert.equal(await count(), 0);
      await update("SET #owner = :o", { ":o": "o" });
      await update("REMOVE #owner");
      assert.equal(await count(), 0);
    },
  },
  {
    name: "INCLUDE and KEYS_ONLY indexes hold what they project",
    source: `${DEVELOPER_GUIDE}/GSI.html#GSI.Projections`,
    async run(endpoint) {
      const [standard] = STANDARD_TABLE.GlobalSecondaryIndexes;
      const TableName = await endpoint.createTable({
        GlobalSecondaryIndexes: [
          {
            ...standard,
            Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["kept"] },
          },
          { ...standard, IndexName: "keysOnly", Projection: { ProjectionType: "KEYS_ONLY" } },
        ],
      });
      const keys = { pk: "a", sk: "1", owner: "o", createdAt: 1 };
      const Item = { ...keys, kept: 1, dropped: 2 };
      await endpoint.documents.send(new PutCommand({ TableName, Item }));
      const [included] = (await readAll(endpoint, { TableName, ...byOwner })).flat();
      assert.deepEqual(included, { ...keys, kept: 1 });
      const input = { TableName, ...byOwner, IndexName: "keysOnly" };
      const [bare] = (await readAll(endpoint, input)).flat();
      assert.deepEqual(bare, keys);
    },
  },
  {
    name: "a local index is read consistently and fetches what it does not project",
    source: `${DEVELOPER_GUIDE}/LSI.html`,
    async run(endpoint) {
      const TableName = await endpoint.createTable({
        AttributeDefinitions: STANDARD_TABLE.AttributeDefinitions.filter(
          (it) => it.AttributeName !== "owner",
        ),
        GlobalSecondaryIndexes: undefined,
        LocalSecondaryIndexes: [
          {
            IndexName: "byAge",
            KeySchema: [
              { AttributeName: "pk", KeyType: "HASH" },
              { AttributeName: "createdAt", KeyType: "RANGE" },
            ],
            Projection: { ProjectionType: "KEYS_ONLY" },
          },
        ],
      });
      for (const createdAt of [3, 1, 2]) {
        const Item = { pk: "a", sk: `s${createdAt}`, createdAt, text: "t" };
        await endpoint.documents.send(new PutCommand({ TableName, Item }));
      }
      const page = await endpoint.documents.send(
        new QueryCommand({
          TableName,
          IndexName: "byAge",
          KeyConditionExpression: "pk = :a",
          ExpressionAttributeValues: { ":a": "a" },
          ConsistentRead: true,
          Select: "ALL_ATTRIBUTES",
        }),
      );
      assert.deepEqual(createdAt(page.Items ?? []), [1, 2, 3]);
      assert.ok(page.Items?.every((item) => item.text === "t"));
    },
  },
  {
    name: "a global index refuses consistent reads",
    source: `${DEVELOPER_GUIDE}/HowItWorks.ReadConsistency.html`,
    async run(endpoint) {
      const TableName = await endpoint.createTable();
      const input = { TableName, ...byOwner, ConsistentRead: true };
      await refusal(endpoint.documents.send(new QueryCommand(input)), "ValidationException");
    },
  },
  {
    name: "an index key attribute of another type is refused",
    source: `${DEVELOPER_GUIDE}/GSI.html#GSI.Writes`,
    async run(endpoint) {
      const TableName = await endpoint.createTable();
      const put = (Item: Record<string, unknown>) =>
        endpoint.documents.send(new PutCommand({ TableName, Item: { pk: "a", sk: "1", ...Item } }));
      await refusal(put({ createdAt: "today" }), "ValidationException");
      await refusal(put({ owner: "" }), "ValidationException");
    },
  },
];
