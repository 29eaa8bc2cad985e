import assert from "node:assert/strict";
import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  ListTablesCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import { GetCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import {
  API_REFERENCE,
  type ConformanceCase,
  DEVELOPER_GUIDE,
  refusal,
  STANDARD_TABLE,
} from "@/tests/local/dynamodb/conformance-case";

const Key = { pk: "a", sk: "1" };

export const tableCases: ConformanceCase[] = [
  {
    name: "DescribeTable describes what CreateTable made",
    source: `${API_REFERENCE}/API_TableDescription.html`,
    async run({ client, createTable }) {
      const TableName = await createTable();
      const { Table } = await client.send(new DescribeTableCommand({ TableName }));
      assert.equal(Table?.TableStatus, "ACTIVE");
      assert.equal(Table?.BillingModeSummary?.BillingMode, "PAY_PER_REQUEST");
      assert.deepEqual(Table?.KeySchema, STANDARD_TABLE.KeySchema);
      assert.equal(Table?.GlobalSecondaryIndexes?.[0]?.IndexStatus, "ACTIVE");
      assert.ok(Table?.CreationDateTime instanceof Date);
      assert.match(Table?.TableArn ?? "", /^arn:aws:dynamodb:/);
    },
  },
  {
    name: "a table name is taken once",
    source: `${API_REFERENCE}/API_CreateTable.html#API_CreateTable_Errors`,
    async run({ client, createTable }) {
      const TableName = await createTable();
      await refusal(
        client.send(new CreateTableCommand({ ...STANDARD_TABLE, TableName })),
        "ResourceInUseException",
      );
    },
  },
  {
    name: "a key that is not declared is refused",
    source: `${API_REFERENCE}/API_CreateTable.html#DDB-CreateTable-request-KeySchema`,
    async run({ createTable }) {
      const KeySchema = [{ AttributeName: "undeclared", KeyType: "HASH" as const }];
      await refusal(createTable({ KeySchema }), "ValidationException");
    },
  },
  {
    name: "ListTables pages in the order of names",
    source: `${API_REFERENCE}/API_ListTables.html`,
    async run({ client, createTable }) {
      const created = [await createTable(), await createTable(), await createTable()];
      const names: string[] = [];
      let ExclusiveStartTableName: string | undefined;
      do {
        const page = await client.send(
          new ListTablesCommand({ Limit: 2, ExclusiveStartTableName }),
        );
        names.push(...(page.TableNames ?? []));
        ExclusiveStartTableName = page.LastEvaluatedTableName;
      } while (ExclusiveStartTableName);
      assert.deepEqual(names, [...new Set(names)].sort());
      for (const name of created) assert.ok(names.includes(name));
    },
  },
  {
    name: "a deleted table is gone, and its successor is empty",
    source: `${API_REFERENCE}/API_DeleteTable.html`,
    async run({ client, documents, createTable }) {
      const TableName = await createTable();
      const Item = { ...Key, owner: "o", createdAt: 1 };
      await documents.send(new PutCommand({ TableName, Item }));
      await client.send(new DeleteTableCommand({ TableName }));
      const get = () => documents.send(new GetCommand({ TableName, Key }));
      await refusal(get(), "ResourceNotFoundException");
      await client.send(new CreateTableCommand({ ...STANDARD_TABLE, TableName }));
      assert.equal((await get()).Item, undefined);
    },
  },
  {
    name: "an unknown table is reported",
    source: `${DEVELOPER_GUIDE}/Programming.Errors.html`,
    async run({ documents }) {
      const TableName = "conformance-absent";
      await refusal(
        documents.send(new PutCommand({ TableName, Item: Key })),
        "ResourceNotFoundException",
      );
    },
  },
  {
    name: "time to live is switched on and off",
    source: `${API_REFERENCE}/API_UpdateTimeToLive.html`,
    async run({ client, createTable }) {
      const TableName = await createTable();
      const update = (Enabled: boolean) =>
        client.send(
          new UpdateTimeToLiveCommand({
            TableName,
            TimeToLiveSpecification: { Enabled, AttributeName: "expiresAt" },
          }),
        );
      const timeToLive = async () => {
        const answer = await client.send(new DescribeTimeToLiveCommand({ TableName }));
        return answer.TimeToLiveDescription;
      };
      assert.equal((await timeToLive())?.TimeToLiveStatus, "DISABLED");
      await update(true);
      const enabled = { TimeToLiveStatus: "ENABLED", AttributeName: "expiresAt" };
      assert.deepEqual(await timeToLive(), enabled);
      await refusal(update(true), "ValidationException");
      await update(false);
      assert.equal((await timeToLive())?.TimeToLiveStatus, "DISABLED");
    },
  },
  {
    name: "an index added to a table holds the items that were there",
    source: `${API_REFERENCE}/API_UpdateTable.html#DDB-UpdateTable-request-GlobalSecondaryIndexUpdates`,
    async run({ client, documents, createTable }) {
      const TableName = await createTable();
      for (const sk of ["1", "2", "3"]) {
        const Item = { pk: "a", sk, kind: sk === "3" ? undefined : "model" };
        await documents.send(new PutCommand({ TableName, Item }));
      }
      const attribute = { AttributeName: "kind", AttributeType: "S" as const };
      const Create = {
        IndexName: "byKind",
        KeySchema: [{ AttributeName: "kind", KeyType: "HASH" as const }],
        Projection: { ProjectionType: "KEYS_ONLY" as const },
      };
      await client.send(
        new UpdateTableCommand({
          TableName,
          AttributeDefinitions: [...STANDARD_TABLE.AttributeDefinitions, attribute],
          GlobalSecondaryIndexUpdates: [{ Create }],
        }),
      );
      await untilActive(client, TableName);
      await documents.send(
        new PutCommand({ TableName, Item: { pk: "a", sk: "4", kind: "model" } }),
      );
      const query = () =>
        documents.send(
          new QueryCommand({
            TableName,
            IndexName: "byKind",
            KeyConditionExpression: "kind = :k",
            ExpressionAttributeValues: { ":k": "model" },
          }),
        );
      assert.equal((await query()).Count, 3);
      await client.send(
        new UpdateTableCommand({
          TableName,
          GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: "byKind" } }],
        }),
      );
      await untilActive(client, TableName);
      await refusal(query(), "ValidationException");
    },
  },
];

async function untilActive(client: DynamoDBClient, TableName: string): Promise<void> {
  const isActive = async () => {
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    const indexes = Table?.GlobalSecondaryIndexes ?? [];
    return [Table?.TableStatus, ...indexes.map((it) => it.IndexStatus)].every(
      (status) => status === "ACTIVE",
    );
  };
  while (!(await isActive())) await new Promise((resolve) => setTimeout(resolve, 100));
}
