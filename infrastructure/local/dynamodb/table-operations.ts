import { checkRequest } from "@/infrastructure/local/dynamodb/request";
import { tableInUse } from "@/infrastructure/local/dynamodb/service-error";
import type { Store } from "@/infrastructure/local/dynamodb/store";
import { describeNewTable } from "@/infrastructure/local/dynamodb/table-description";

/** The table is ACTIVE before this answers: there is nothing to provision. */
export async function createTable(store: Store, body: unknown): Promise<object> {
  const request = checkRequest("CreateTable", body);
  if (store.hasTable(request.TableName)) throw tableInUse(request.TableName);
  const description = describeNewTable(request, store.now() / 1000);
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
