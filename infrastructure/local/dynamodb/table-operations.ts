import { randomUUID } from "node:crypto";
import { type CheckedRequests, checkRequest } from "@/infrastructure/local/dynamodb/request";
import { tableInUse } from "@/infrastructure/local/dynamodb/service-error";
import type { Store } from "@/infrastructure/local/dynamodb/store";
import type {
  IndexDescription,
  TableDescription,
  Throughput,
} from "@/infrastructure/local/dynamodb/table";

type CreateTableRequest = CheckedRequests["CreateTable"];

/** The table is ACTIVE before this answers: there is nothing to provision. */
export async function createTable(store: Store, body: unknown): Promise<object> {
  const request = checkRequest("CreateTable", body);
  if (store.hasTable(request.TableName)) throw tableInUse(request.TableName);
  const description = describeNew(request, store.now() / 1000);
  await store.putTable({ description });
  return { TableDescription: description };
}

export async function describeTable(store: Store, body: unknown): Promise<object> {
  const { TableName } = checkRequest("DescribeTable", body);
  return { Table: store.table(TableName).description };
}

export async function deleteTable(store: Store, body: unknown): Promise<object> {
  const table = store.table(checkRequest("DescribeTable", body).TableName);
  await store.dropTable(table);
  return { TableDescription: { ...table.description, TableStatus: "DELETING" } };
}

const TABLES_PER_PAGE = 100;

export async function listTables(store: Store, body: unknown): Promise<object> {
  const { Limit = TABLES_PER_PAGE, ExclusiveStartTableName = "" } = checkRequest(
    "ListTables",
    body,
  );
  const names = store.tables
    .map(({ description }) => description.TableName)
    .filter((name) => name > ExclusiveStartTableName);
  const TableNames = names.slice(0, Limit);
  const isCut = names.length > Limit;
  return { TableNames, LastEvaluatedTableName: isCut ? TableNames.at(-1) : undefined };
}

function describeNew(request: CreateTableRequest, createdAtSeconds: number): TableDescription {
  const arn = `arn:aws:dynamodb:us-east-1:000000000000:table/${request.TableName}`;
  const isOnDemand = request.BillingMode === "PAY_PER_REQUEST";
  const describeGlobal = (index: NewIndex): IndexDescription => ({
    ...describeIndex(arn, index),
    IndexStatus: "ACTIVE",
    ProvisionedThroughput: describeThroughput(index.ProvisionedThroughput),
  });
  return {
    TableName: request.TableName,
    TableId: randomUUID(),
    TableArn: arn,
    TableStatus: "ACTIVE",
    CreationDateTime: createdAtSeconds,
    AttributeDefinitions: request.AttributeDefinitions,
    KeySchema: request.KeySchema,
    GlobalSecondaryIndexes: request.GlobalSecondaryIndexes?.map(describeGlobal),
    LocalSecondaryIndexes: request.LocalSecondaryIndexes?.map((it) => describeIndex(arn, it)),
    ProvisionedThroughput: describeThroughput(request.ProvisionedThroughput),
    BillingModeSummary: isOnDemand
      ? {
          BillingMode: "PAY_PER_REQUEST",
          LastUpdateToPayPerRequestDateTime: createdAtSeconds,
        }
      : undefined,
    TableSizeBytes: 0,
    ItemCount: 0,
    DeletionProtectionEnabled: false,
  };
}

type NewIndex = NonNullable<CreateTableRequest["GlobalSecondaryIndexes"]>[number];

function describeIndex(tableArn: string, index: NewIndex): IndexDescription {
  const { IndexName, KeySchema, Projection } = index;
  const IndexArn = `${tableArn}/index/${IndexName}`;
  return { IndexName, KeySchema, Projection, IndexArn, IndexSizeBytes: 0, ItemCount: 0 };
}

function describeThroughput(throughput?: Throughput): Throughput {
  const { ReadCapacityUnits = 0, WriteCapacityUnits = 0 } = throughput ?? {};
  return { ReadCapacityUnits, WriteCapacityUnits, NumberOfDecreasesToday: 0 };
}
