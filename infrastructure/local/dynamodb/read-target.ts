import db from "dynalite/db/index.js";
import type { Item } from "@/infrastructure/local/dynamodb/attribute-value";
import { throwIfAny } from "@/infrastructure/local/dynamodb/item-write";
import type { ReadRequest } from "@/infrastructure/local/dynamodb/request";
import { validationError } from "@/infrastructure/local/dynamodb/service-error";
import {
  indexRow,
  indexRowsOf,
  itemRow,
  itemsOf,
} from "@/infrastructure/local/dynamodb/storage-keys";
import type { Store } from "@/infrastructure/local/dynamodb/store";
import {
  attributeNames,
  attributeType,
  indexesOf,
  type KeySchema,
  type Table,
  type TableIndex,
} from "@/infrastructure/local/dynamodb/table";

/** What a Query or Scan goes through: a table or one of its indexes. */
export interface ReadTarget {
  table: Table;
  index?: TableIndex;
  keySchema: KeySchema;
  /** The rows of the target start with it. */
  prefix: string;
  /** Attributes of a paging key. */
  pagingNames: string[];
  /** The rows lack attributes that the request wants, and a local index may fetch them. */
  fetchesItems: boolean;
}

/** Throws ValidationException if the request does not fit the table. */
export function toReadTarget(store: Store, request: ReadRequest): ReadTarget {
  const table = store.table(request.TableName);
  const { TableId, KeySchema: tableKeys } = table.description;
  const index = request.IndexName ? findIndex(table, request) : undefined;
  const keySchema = index?.keySchema ?? tableKeys;
  throwIfAny(db.validateKeyPaths(request._projection?.nestedPaths, table.description));
  throwIfAny(db.validateKeyPaths(request._filter?.nestedPaths, table.description));
  return {
    table,
    index,
    keySchema,
    prefix: index ? indexRowsOf(TableId, index.name) : itemsOf(TableId),
    pagingNames: [...new Set([...attributeNames(tableKeys), ...attributeNames(keySchema)])],
    fetchesItems: index ? fetchesItems(index, request) : false,
  };
}

function findIndex(table: Table, { IndexName, ConsistentRead }: ReadRequest): TableIndex {
  const index = indexesOf(table).find((it) => it.name === IndexName);
  if (!index) {
    throw validationError(`The table does not have the specified index: ${IndexName}`);
  }
  if (ConsistentRead && index.scope === "GlobalSecondaryIndexes") {
    throw validationError("Consistent reads are not supported on global secondary indexes");
  }
  return index;
}

function fetchesItems({ name, scope, projection }: TableIndex, { Select }: ReadRequest): boolean {
  if (Select !== "ALL_ATTRIBUTES" || projection.ProjectionType === "ALL") return false;
  if (scope === "LocalSecondaryIndexes") return true;
  throw validationError(
    `One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index ${name} because its projection type is not ALL`,
  );
}

/** The row a paging key stands for. Throws ValidationException if the key cannot be one of the target's. */
export function toStartRow(target: ReadTarget, start: Item): string {
  const { table, index, keySchema, pagingNames } = target;
  const isComplete = pagingNames.every((name) => start[name]);
  if (!isComplete || Object.keys(start).length !== pagingNames.length) {
    throw validationError("The provided starting key is invalid");
  }
  for (const schema of [keySchema, table.description.KeySchema]) {
    schema.forEach(({ AttributeName }, position) => {
      const type = attributeType(table, AttributeName);
      const error = db.validateKeyPiece(start, AttributeName, type, position === 0);
      if (error) throw validationError(`The provided starting key is invalid: ${error.message}`);
    });
  }
  return index ? indexRow(table, index, start) : itemRow(table, start);
}
