import { backfill } from "@/infrastructure/local/dynamodb/backfill";
import { toIndexRow } from "@/infrastructure/local/dynamodb/derived-rows";
import { asObject, checkRequest } from "@/infrastructure/local/dynamodb/request";
import {
  indexNotFound,
  tooManyIndexUpdates,
  validationError,
} from "@/infrastructure/local/dynamodb/service-error";
import { indexRowsOf } from "@/infrastructure/local/dynamodb/storage-keys";
import type { Store } from "@/infrastructure/local/dynamodb/store";
import {
  attributeNames,
  indexesOf,
  type Table,
  type TableDescription,
} from "@/infrastructure/local/dynamodb/table";
import { describeGlobalIndex } from "@/infrastructure/local/dynamodb/table-description";

/** Adds or deletes one global secondary index; it is filled and ACTIVE before this answers. */
export async function updateTable(store: Store, body: unknown): Promise<object> {
  const table = store.table(checkRequest("DescribeTable", body).TableName);
  const request = asObject(body);
  const { Create, Delete } = indexUpdate(request);
  const updated = Create
    ? await addIndex(store, table, request, Create)
    : await deleteIndex(store, table, asObject(Delete).IndexName);
  return { TableDescription: updated };
}

function indexUpdate({ GlobalSecondaryIndexUpdates: updates }: Record<string, unknown>) {
  if (!Array.isArray(updates) || updates.length === 0) {
    throw validationError(
      "The embedded DynamoDB can only update GlobalSecondaryIndexUpdates. Change throughput and billing on AWS.",
    );
  }
  if (updates.length > 1) throw tooManyIndexUpdates();
  const update = asObject(updates[0]);
  if (update.Create || update.Delete) return update;
  throw validationError("GlobalSecondaryIndexUpdates must hold Create or Delete.");
}

async function addIndex(
  store: Store,
  table: Table,
  request: Record<string, unknown>,
  create: unknown,
): Promise<TableDescription> {
  const { description } = table;
  const index = toNewIndex(description, request, create);
  const updated: TableDescription = {
    ...description,
    AttributeDefinitions: index.AttributeDefinitions,
    GlobalSecondaryIndexes: [
      ...(description.GlobalSecondaryIndexes ?? []),
      describeGlobalIndex(description.TableArn, index),
    ],
  };
  await replaceIndexRows(store, { ...table, description: updated }, index.IndexName);
  return updated;
}

/** Checks the index by the rules of CreateTable, as if the table were made with it. */
function toNewIndex(
  description: TableDescription,
  { AttributeDefinitions }: Record<string, unknown>,
  create: unknown,
) {
  const { GlobalSecondaryIndexes = [], LocalSecondaryIndexes } = description;
  const declared = Array.isArray(AttributeDefinitions) ? AttributeDefinitions.map(asObject) : [];
  const names = new Set(declared.map((it) => it.AttributeName));
  const kept = description.AttributeDefinitions.filter((it) => !names.has(it.AttributeName));
  const checked = checkRequest("CreateTable", {
    TableName: description.TableName,
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: description.KeySchema,
    AttributeDefinitions: [...kept, ...declared],
    GlobalSecondaryIndexes: [
      ...GlobalSecondaryIndexes.map(({ ProvisionedThroughput, ...index }) => index),
      { ...asObject(create), ProvisionedThroughput: undefined },
    ],
    LocalSecondaryIndexes,
  });
  const index = checked.GlobalSecondaryIndexes!.at(-1)!;
  return { ...index, AttributeDefinitions: checked.AttributeDefinitions };
}

async function replaceIndexRows(store: Store, table: Table, indexName: string): Promise<void> {
  const index = indexesOf(table).find(({ name }) => name === indexName)!;
  await store.clear(indexRowsOf(table.description.TableId, indexName));
  await backfill(store, table, (item) => {
    const row = toIndexRow(table, index, item);
    return row ? [{ type: "put", ...row }] : [];
  });
  await store.putTable(table);
}

async function deleteIndex(store: Store, table: Table, name: unknown): Promise<TableDescription> {
  const { description } = table;
  const indexes = description.GlobalSecondaryIndexes ?? [];
  const kept = indexes.filter((index) => index.IndexName !== name);
  if (typeof name !== "string" || kept.length === indexes.length) throw indexNotFound(String(name));
  const updated = { ...description, GlobalSecondaryIndexes: kept.length > 0 ? kept : undefined };
  const keyNames = new Set([
    ...attributeNames(description.KeySchema),
    ...indexesOf({ description: updated }).flatMap((index) => attributeNames(index.keySchema)),
  ]);
  updated.AttributeDefinitions = description.AttributeDefinitions.filter((it) =>
    keyNames.has(it.AttributeName),
  );
  await store.putTable({ ...table, description: updated });
  await store.clear(indexRowsOf(description.TableId, name));
  return updated;
}
