import db from "dynalite/db/index.js";
import type { Item } from "@/infrastructure/local/dynamodb/attribute-value";
import { CapacityMeter } from "@/infrastructure/local/dynamodb/capacity-meter";
import { itemSizeBytes } from "@/infrastructure/local/dynamodb/item-size";
import { throwIfAny } from "@/infrastructure/local/dynamodb/item-write";
import {
  asObject,
  capacityDetail,
  checkRequest,
  type GetRequest,
} from "@/infrastructure/local/dynamodb/request";
import { validationError } from "@/infrastructure/local/dynamodb/service-error";
import { itemRow } from "@/infrastructure/local/dynamodb/storage-keys";
import type { Store } from "@/infrastructure/local/dynamodb/store";
import { transactItems } from "@/infrastructure/local/dynamodb/transact-items";

export async function getItem(store: Store, body: unknown): Promise<object> {
  const request = checkRequest("GetItem", body);
  const meter = new CapacityMeter(request.ReturnConsumedCapacity);
  const item = await store.get(toRow(store, request));
  meter.addRead(request.TableName, sizeBytesOf(item), request.ConsistentRead);
  return { Item: project(request, item), ConsumedCapacity: meter.report()?.[0] };
}

/** All items as of one moment. */
export async function transactGetItems(store: Store, body: unknown): Promise<object> {
  const request = asObject(body);
  const gets = transactItems(request).map(({ Get }) => {
    if (Get) return checkRequest("GetItem", Get);
    throw validationError("TransactItems of TransactGetItems can only contain Get");
  });
  const rows = gets.map((get) => toRow(store, get));
  if (new Set(rows).size < rows.length) {
    throw validationError("Transaction request cannot include multiple operations on one item");
  }
  const items = await store.getMany(rows);
  const meter = new CapacityMeter(capacityDetail(request), "read");
  const Responses = gets.map((get, position) => {
    meter.addRead(get.TableName, sizeBytesOf(items[position]));
    return { Item: project(get, items[position]) };
  });
  return { Responses, ConsumedCapacity: meter.report() };
}

const BATCH_ANSWER_BYTES_MAX = 16 * 1024 * 1024;

/** Items that no longer fit into 16 MB come back as UnprocessedKeys. */
export async function batchGetItem(store: Store, body: unknown): Promise<object> {
  const request = checkRequest("BatchGetItem", body);
  const gets = Object.entries(request.RequestItems).flatMap(([TableName, { Keys, ...options }]) =>
    Keys.map((Key) => ({ ...options, TableName, Key })),
  );
  const items = await store.getMany(gets.map((get) => toRow(store, get)));
  const meter = new CapacityMeter(request.ReturnConsumedCapacity);
  const { RequestItems } = request;
  const Responses = mapTables(RequestItems, (): Item[] => []);
  const unprocessed = mapTables(RequestItems, (options) => ({
    ...toResend(options),
    Keys: [] as Item[],
  }));
  let answerBytes = 0;
  gets.forEach((get, position) => {
    const item = items[position];
    answerBytes += sizeBytesOf(item);
    if (answerBytes > BATCH_ANSWER_BYTES_MAX) {
      unprocessed[get.TableName]!.Keys.push(get.Key);
      return;
    }
    meter.addRead(get.TableName, sizeBytesOf(item), get.ConsistentRead);
    if (item) Responses[get.TableName]!.push(project(get, item)!);
  });
  const left = Object.entries(unprocessed).filter(([, { Keys }]) => Keys.length > 0);
  const UnprocessedKeys = Object.fromEntries(left);
  return { Responses, UnprocessedKeys, ConsumedCapacity: meter.report() };
}

function mapTables<From, To>(tables: Record<string, From>, map: (table: From) => To) {
  return Object.fromEntries(Object.entries(tables).map(([name, it]) => [name, map(it)]));
}

function toResend<T extends { _projection?: unknown }>({ _projection, ...options }: T) {
  return options;
}

function toRow(store: Store, { TableName, Key, _projection }: GetRequest): string {
  const table = store.table(TableName);
  throwIfAny(db.validateKey(Key, table.description));
  throwIfAny(db.validateKeyPaths(_projection?.nestedPaths, table.description));
  return itemRow(table, Key);
}

function project(request: GetRequest, item: Item | undefined): Item | undefined {
  const paths = request._projection?.paths ?? request.AttributesToGet;
  return item && paths ? db.mapPaths(paths, item) : item;
}

function sizeBytesOf(item: Item | undefined): number {
  return item ? itemSizeBytes(item) : 0;
}
