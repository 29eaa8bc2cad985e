import assert from "node:assert/strict";
import {
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
} from "@aws-sdk/lib-dynamodb";
import {
  API_REFERENCE,
  type ConformanceCase,
  DEVELOPER_GUIDE,
  refusal,
} from "@/tests/local/dynamodb/conformance-case";
import { byOwner, createdAt, fill, readAll } from "@/tests/local/dynamodb/filled-table";

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
