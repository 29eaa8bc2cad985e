import updateItem from "dynalite/actions/updateItem.js";
import db from "dynalite/db/index.js";
import type { Item } from "@/infrastructure/local/dynamodb/attribute-value";
import {
  type IndexChange,
  indexChanges,
  toExpiryWrites,
  toIndexWrites,
} from "@/infrastructure/local/dynamodb/derived-rows";
import { ITEM_SIZE_BYTES_MAX, itemSizeBytes } from "@/infrastructure/local/dynamodb/item-size";
import type { KeyedWriteRequest, PutRequest } from "@/infrastructure/local/dynamodb/request";
import { isServiceError, validationError } from "@/infrastructure/local/dynamodb/service-error";
import { itemRow } from "@/infrastructure/local/dynamodb/storage-keys";
import type { Change } from "@/infrastructure/local/dynamodb/store";
import {
  attributeNames,
  attributeType,
  indexesOf,
  type Table,
} from "@/infrastructure/local/dynamodb/table";

type Keyed = { table: Table; key: string; request: KeyedWriteRequest };

/** One write to one item, checked against the table's schema. `key` is its row in the store. */
export type ItemWrite =
  | { kind: "put"; table: Table; key: string; request: PutRequest }
  | ({ kind: "update" } & Keyed)
  | ({ kind: "delete" } & Keyed)
  | ({ kind: "check" } & Keyed);

/** What a write makes of an item. `attributes` are what ReturnValues asked for. */
export interface Outcome {
  before?: Item;
  after?: Item;
  attributes?: object;
  indexes: IndexChange[];
  changes: Change[];
}

export function toPut(table: Table, request: PutRequest): ItemWrite {
  throwIfAny(db.validateItem(request.Item, table.description));
  return { kind: "put", table, key: itemRow(table, request.Item), request };
}

export function toKeyed(
  kind: "update" | "delete" | "check",
  table: Table,
  request: KeyedWriteRequest,
): ItemWrite {
  throwIfAny(db.validateKey(request.Key, table.description));
  return { kind, table, key: itemRow(table, request.Key), request };
}

/**
 * Decides a write, without touching the store.
 * Throws ConditionalCheckFailedException (with `Item` if asked for) or ValidationException.
 */
export function decide(write: ItemWrite, before: Item | undefined): Outcome {
  throwIfConditionFails(write, before);
  if (write.kind === "check") return { before, after: before, indexes: [], changes: [] };
  const { after, attributes } = apply(write, before);
  if (after) throwIfUnfit(write.table, after);
  const indexes = indexChanges(write.table, before, after);
  const { key, table } = write;
  const changes: Change[] = [
    after ? { type: "put", key, value: after } : { type: "del", key },
    ...indexes.flatMap(toIndexWrites),
    ...toExpiryWrites(table, before, after),
  ];
  return { before, after, attributes, indexes, changes };
}

type Applied = Pick<Outcome, "after" | "attributes">;

function apply(write: Exclude<ItemWrite, { kind: "check" }>, before?: Item): Applied {
  if (write.kind === "update") return applyUpdate(write, before);
  const attributes = write.request.ReturnValues === "ALL_OLD" ? before : undefined;
  return write.kind === "put" ? { after: write.request.Item, attributes } : { attributes };
}

/**
 * Lends dynalite's UpdateItem a store that holds this one item. Since that store calls back at
 * once, so does the action, and whatever it throws is thrown here.
 */
function applyUpdate({ table, request }: Keyed, before?: Item): Applied {
  const result: Applied = {};
  let failure: unknown = new Error("dynalite's UpdateItem did not answer synchronously");
  const rows = {
    lock: (_key: string, use: (release: <T>(done: T) => T) => void) => use((done) => done),
    get: (_key: string, done: (error: null, item?: Item) => void) => done(null, before),
    put: (_key: string, item: Item, done: () => void) => {
      result.after = item;
      done();
    },
  };
  const store = {
    options: { maxItemSize: ITEM_SIZE_BYTES_MAX },
    getTable: (_name: string, done: (error: null, table: object) => void) =>
      done(null, table.description),
    getItemDb: () => rows,
    getIndexDb: () => ({ put: ignoreRow, del: ignoreKey }),
  };
  // The action writes into the key it is given, and a retry must find the request as it came.
  updateItem(store, { ...request, Key: { ...request.Key } }, (error, response) => {
    failure = error;
    result.attributes = response?.Attributes;
  });
  if (failure) throw failure;
  return result;
}

/** Index rows are ours to derive: see derived-rows. */
const ignoreRow = (_key: string, _row: unknown, done: () => void) => done();
const ignoreKey = (_key: string, done: () => void) => done();

function throwIfConditionFails({ request }: ItemWrite, before?: Item): void {
  const error = db.checkConditional(request, before);
  if (!error) return;
  const wantsItem = request.ReturnValuesOnConditionCheckFailure === "ALL_OLD";
  if (wantsItem && before && isServiceError(error)) error.body.Item = before;
  throw error;
}

function throwIfUnfit(table: Table, item: Item): void {
  if (itemSizeBytes(item) > ITEM_SIZE_BYTES_MAX) {
    throw validationError("Item size has exceeded the maximum allowed size");
  }
  for (const index of indexesOf(table)) {
    for (const name of attributeNames(index.keySchema)) {
      const value = item[name];
      const type = attributeType(table, name);
      if (!value) continue;
      if (value[type] === undefined) {
        throw validationError(
          `One or more parameter values were invalid: Type mismatch for Index Key ${name} Expected: ${type} Actual: ${Object.keys(value)[0]} IndexName: ${index.name}`,
        );
      }
      if (value[type] === "") {
        throw validationError(
          `One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: ${index.name}, IndexKey: ${name}`,
        );
      }
    }
  }
}

export function throwIfAny(error: Error | null | undefined): void {
  if (error) throw error;
}
