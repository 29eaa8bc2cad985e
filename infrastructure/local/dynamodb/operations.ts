import {
  batchGetItem,
  getItem,
  transactGetItems,
} from "@/infrastructure/local/dynamodb/get-operations";
import { query } from "@/infrastructure/local/dynamodb/query";
import { scan } from "@/infrastructure/local/dynamodb/scan";
import { unknownOperation } from "@/infrastructure/local/dynamodb/service-error";
import type { Store } from "@/infrastructure/local/dynamodb/store";
import {
  createTable,
  deleteTable,
  describeTable,
  listTables,
} from "@/infrastructure/local/dynamodb/table-operations";
import { describeTimeToLive, updateTimeToLive } from "@/infrastructure/local/dynamodb/time-to-live";
import { transactWriteItems } from "@/infrastructure/local/dynamodb/transact-write";
import { updateTable } from "@/infrastructure/local/dynamodb/update-table";
import {
  batchWriteItem,
  deleteItem,
  putItem,
  updateItem,
} from "@/infrastructure/local/dynamodb/write-operations";

type Operation = (store: Store, body: unknown) => Promise<object>;

/** What an operation may change decides what it waits for. */
const OPERATIONS: Record<"reads" | "writesItems" | "definesTables", Record<string, Operation>> = {
  reads: {
    BatchGetItem: batchGetItem,
    DescribeTable: describeTable,
    DescribeTimeToLive: describeTimeToLive,
    GetItem: getItem,
    ListTables: listTables,
    Query: query,
    Scan: scan,
    TransactGetItems: transactGetItems,
  },
  writesItems: {
    BatchWriteItem: batchWriteItem,
    DeleteItem: deleteItem,
    PutItem: putItem,
    TransactWriteItems: transactWriteItems,
    UpdateItem: updateItem,
  },
  definesTables: {
    CreateTable: createTable,
    DeleteTable: deleteTable,
    UpdateTable: updateTable,
    UpdateTimeToLive: updateTimeToLive,
  },
};

const TARGET = /^DynamoDB_20120810\.(\w+)$/;

/** Finds the operation that `x-amz-target` names, before its body is read. Throws UnknownOperationException. */
export function findOperation(target: string): (store: Store, body: unknown) => Promise<object> {
  const name = TARGET.exec(target)?.[1] ?? "";
  const { reads, writesItems, definesTables } = OPERATIONS;
  if (Object.hasOwn(reads, name)) return reads[name]!;
  if (Object.hasOwn(writesItems, name)) {
    return (store, body) => store.definitions.shared(() => writesItems[name]!(store, body));
  }
  if (Object.hasOwn(definesTables, name)) {
    return (store, body) => store.definitions.exclusive(() => definesTables[name]!(store, body));
  }
  throw unknownOperation(name || target);
}
