import assert from "node:assert/strict";
import {
  BatchWriteCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import {
  API_REFERENCE,
  type ConformanceCase,
  DEVELOPER_GUIDE,
  type Endpoint,
  refusal,
  STANDARD_TABLE,
} from "@/tests/local/dynamodb/conformance-case";

async function fill({ documents, createTable }: Endpoint, count: number, more: object = {}) {
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

const byOwner = {
  IndexName: "byOwner",
  KeyConditionExpression: "#owner = :o",
  ExpressionAttributeNames: { "#owner": "owner" },
  ExpressionAttributeValues: { ":o": "o" },
};

async function readAll({ documents }: Endpoint, input: QueryCommandInput) {
  const pages: Record<string, unknown>[][] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await documents.send(new QueryCommand({ ...input, ExclusiveStartKey }));
    pages.push(page.Items ?? []);
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return pages;
}

const createdAt = (items: Record<string, unknown>[]) => items.map((item) => item.createdAt);

export const queryCases: ConformanceCase[] = [
  {
    name: "Query returns a partition in the order of its sort key, both ways",
    source: `${API_REFERENCE}/API_Query.html#DDB-Query-request-ScanIndexForward`,
    async run(endpoint) {
      const TableName = await endpoint.createTable();
      const sortKeys = ["a", "b", "ba", "~", "é", "😀"];
      for (const sk of sortKeys) {
        await endpoint.documents.send(new PutCommand({ TableName, Item: { pk: "a", sk } }));
      }
      const query = async (ScanIndexForward: boolean) => {
        const page = await endpoint.documents.send(
          new QueryCommand({
            TableName,
            KeyConditionExpression: "pk = :a",
            ExpressionAttributeValues: { ":a": "a" },
            ScanIndexForward,
          }),
        );
        return page.Items?.map((item) => item.sk);
      };
      assert.deepEqual(await query(true), sortKeys);
      assert.deepEqual(await query(false), sortKeys.toReversed());
    },
  },
  {
    name: "number sort keys are ordered as numbers",
    source: `${DEVELOPER_GUIDE}/Query.html`,
    async run(endpoint) {
      const TableName = await endpoint.createTable();
      const numbers = [-1e10, -20, -3.5, -3, -0.5, 0, 0.25, 1, 9, 10, 11, 1e10];
      for (const n of numbers.toReversed()) {
        const Item = { pk: "a", sk: String(n), owner: "o", createdAt: n };
        await endpoint.documents.send(new PutCommand({ TableName, Item }));
      }
      const [page] = await readAll(endpoint, { TableName, ...byOwner });
      assert.deepEqual(createdAt(page!), numbers);
    },
  },
  {
    name: "key conditions select =, <, <=, >, >=, BETWEEN and begins_with",
    source: `${DEVELOPER_GUIDE}/Query.KeyConditionExpressions.html`,
    async run(endpoint) {
      const TableName = await endpoint.createTable();
      for (const sk of ["a", "ab", "abc", "b"]) {
        await endpoint.documents.send(new PutCommand({ TableName, Item: { pk: "p", sk } }));
      }
      const select = async (condition: string, values: object) => {
        const page = await endpoint.documents.send(
          new QueryCommand({
            TableName,
            KeyConditionExpression: `pk = :p AND ${condition}`,
            ExpressionAttributeValues: { ":p": "p", ...values },
          }),
        );
        return page.Items?.map((item) => item.sk).join(" ");
      };
      assert.equal(await select("sk = :x", { ":x": "ab" }), "ab");
      assert.equal(await select("sk < :x", { ":x": "ab" }), "a");
      assert.equal(await select("sk <= :x", { ":x": "ab" }), "a ab");
      assert.equal(await select("sk > :x", { ":x": "ab" }), "abc b");
      assert.equal(await select("sk >= :x", { ":x": "ab" }), "ab abc b");
      assert.equal(await select("sk BETWEEN :x AND :y", { ":x": "ab", ":y": "b" }), "ab abc b");
      assert.equal(await select("begins_with(sk, :x)", { ":x": "ab" }), "ab abc");
    },
  },
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
    name: "a filter applies after Limit: Count and ScannedCount differ",
    source: `${DEVELOPER_GUIDE}/Query.FilterExpression.html`,
    async run(endpoint) {
      const TableName = await fill(endpoint, 10);
      const page = await endpoint.documents.send(
        new QueryCommand({
          TableName,
          ...byOwner,
          ExpressionAttributeValues: { ":o": "o", ":odd": 1 },
          FilterExpression: "parity = :odd",
          Limit: 5,
        }),
      );
      assert.deepEqual([page.Count, page.ScannedCount], [2, 5]);
      assert.ok(page.LastEvaluatedKey);
    },
  },
  {
    name: "Select COUNT returns no items",
    source: `${API_REFERENCE}/API_Query.html#DDB-Query-request-Select`,
    async run(endpoint) {
      const TableName = await fill(endpoint, 4);
      const page = await endpoint.documents.send(
        new QueryCommand({ TableName, ...byOwner, Select: "COUNT" }),
      );
      assert.equal(page.Count, 4);
      assert.equal(page.Items, undefined);
    },
  },
  {
    name: "a page ends at 1 MB",
    source: `${DEVELOPER_GUIDE}/Query.Pagination.html`,
    async run(endpoint) {
      const text = "x".repeat(100_000);
      const TableName = await fill(endpoint, 15, { text });
      const pages = await readAll(endpoint, { TableName, ...byOwner });
      assert.ok(pages.length >= 2, `${pages.length} pages`);
      assert.equal(pages.flat().length, 15);
      for (const page of pages) assert.ok(page.length <= 11, `${page.length} items`);
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
  {
    name: "Query without the partition key, or with an unknown index, is refused",
    source: `${API_REFERENCE}/API_Query.html`,
    async run(endpoint) {
      const TableName = await endpoint.createTable();
      const send = (input: Partial<QueryCommandInput>) =>
        endpoint.documents.send(
          new QueryCommand({ TableName, ExpressionAttributeValues: { ":x": "x" }, ...input }),
        );
      await refusal(send({ KeyConditionExpression: "sk = :x" }), "ValidationException");
      const unknown = { KeyConditionExpression: "pk = :x", IndexName: "unknown" };
      await refusal(send(unknown), "ValidationException");
    },
  },
  {
    name: "parallel Scan segments cover the table once",
    source: `${DEVELOPER_GUIDE}/Scan.html#Scan.ParallelScan`,
    async run(endpoint) {
      const TableName = await endpoint.createTable();
      const partitions = Array.from({ length: 40 }, (_, n) => `p${n}`);
      for (const pk of partitions) {
        await endpoint.documents.send(new PutCommand({ TableName, Item: { pk, sk: "1" } }));
      }
      const segments = await Promise.all(
        [0, 1, 2, 3].map((Segment) =>
          endpoint.documents.send(new ScanCommand({ TableName, Segment, TotalSegments: 4 })),
        ),
      );
      const found = segments.flatMap((page) => page.Items ?? []).map((item) => item.pk);
      assert.deepEqual(found.sort(), partitions.sort());
    },
  },
  {
    name: "Scan pages through table and index",
    source: `${DEVELOPER_GUIDE}/Scan.html#Scan.Pagination`,
    async run(endpoint) {
      const TableName = await fill(endpoint, 12);
      for (const IndexName of [undefined, "byOwner"]) {
        const found = new Set<unknown>();
        let ExclusiveStartKey: Record<string, unknown> | undefined;
        do {
          const input = { TableName, IndexName, Limit: 5, ExclusiveStartKey };
          const page = await endpoint.documents.send(new ScanCommand(input));
          for (const item of page.Items ?? []) found.add(item.sk);
          ExclusiveStartKey = page.LastEvaluatedKey;
        } while (ExclusiveStartKey);
        assert.equal(found.size, 12);
      }
    },
  },
];
