import batchGetItem from "dynalite/validations/batchGetItem.js";
import batchWriteItem from "dynalite/validations/batchWriteItem.js";
import createTable from "dynalite/validations/createTable.js";
import deleteItem from "dynalite/validations/deleteItem.js";
import describeTable from "dynalite/validations/describeTable.js";
import getItem from "dynalite/validations/getItem.js";
import validations from "dynalite/validations/index.js";
import listTables from "dynalite/validations/listTables.js";
import putItem from "dynalite/validations/putItem.js";
import query from "dynalite/validations/query.js";
import scan from "dynalite/validations/scan.js";
import updateItem from "dynalite/validations/updateItem.js";
import type { AttributeValue, Item } from "@/infrastructure/local/dynamodb/attribute-value";
import { ITEM_SIZE_BYTES_MAX } from "@/infrastructure/local/dynamodb/item-size";
import { serializationError, validationError } from "@/infrastructure/local/dynamodb/service-error";
import type {
  KeySchema,
  Projection,
  TableDescription,
  Throughput,
} from "@/infrastructure/local/dynamodb/table";

export type CapacityDetail = "INDEXES" | "TOTAL" | "NONE";

/** A condition or filter expression after parsing. */
interface ParsedCondition {
  expression: object;
  nestedPaths: object;
  pathHeads: Record<string, true>;
}
interface ParsedProjection {
  paths: unknown[];
  nestedPaths: object;
}

interface OnTable {
  TableName: string;
  ReturnConsumedCapacity?: CapacityDetail;
}

interface OneWrite extends OnTable {
  ReturnValues?: "NONE" | "ALL_OLD" | "UPDATED_OLD" | "ALL_NEW" | "UPDATED_NEW";
  ReturnValuesOnConditionCheckFailure?: "NONE" | "ALL_OLD";
  ConditionExpression?: string;
}
export interface PutRequest extends OneWrite {
  Item: Item;
}
export interface KeyedWriteRequest extends OneWrite {
  Key: Item;
}

interface Projecting {
  AttributesToGet?: string[];
  _projection?: ParsedProjection;
}
export interface GetRequest extends OnTable, Projecting {
  Key: Item;
  ConsistentRead?: boolean;
}

/** What Query and Scan share. */
export interface ReadRequest extends OnTable, Projecting {
  IndexName?: string;
  Select?: "ALL_ATTRIBUTES" | "ALL_PROJECTED_ATTRIBUTES" | "SPECIFIC_ATTRIBUTES" | "COUNT";
  Limit?: number;
  ConsistentRead?: boolean;
  ExclusiveStartKey?: Item;
  QueryFilter?: Record<string, object>;
  ScanFilter?: Record<string, object>;
  ConditionalOperator?: "AND" | "OR";
  _filter?: ParsedCondition;
}
export interface KeyCondition {
  ComparisonOperator: string;
  AttributeValueList: AttributeValue[];
}
export interface QueryRequest extends ReadRequest {
  KeyConditions: Record<string, KeyCondition>;
  ScanIndexForward?: boolean;
}
export interface ScanRequest extends ReadRequest {
  Segment?: number;
  TotalSegments?: number;
}

interface NewIndex {
  IndexName: string;
  KeySchema: KeySchema;
  Projection: Projection;
  ProvisionedThroughput?: Throughput;
}

/** Operations whose requests dynalite can check, with what they look like afterwards. */
export interface CheckedRequests {
  BatchGetItem: {
    RequestItems: Record<string, Projecting & { Keys: Item[]; ConsistentRead?: boolean }>;
    ReturnConsumedCapacity?: CapacityDetail;
  };
  BatchWriteItem: {
    RequestItems: Record<string, { PutRequest?: { Item: Item }; DeleteRequest?: { Key: Item } }[]>;
    ReturnConsumedCapacity?: CapacityDetail;
  };
  CreateTable: {
    TableName: string;
    AttributeDefinitions: TableDescription["AttributeDefinitions"];
    KeySchema: KeySchema;
    BillingMode?: "PROVISIONED" | "PAY_PER_REQUEST";
    ProvisionedThroughput?: Throughput;
    GlobalSecondaryIndexes?: NewIndex[];
    LocalSecondaryIndexes?: NewIndex[];
  };
  /** Also checks every other request that only names a table. */
  DescribeTable: { TableName: string };
  ListTables: { Limit?: number; ExclusiveStartTableName?: string };
  GetItem: GetRequest;
  Query: QueryRequest;
  Scan: ScanRequest;
  PutItem: PutRequest;
  UpdateItem: KeyedWriteRequest;
  DeleteItem: KeyedWriteRequest;
}

const SHAPES = {
  BatchGetItem: batchGetItem,
  BatchWriteItem: batchWriteItem,
  CreateTable: createTable,
  DescribeTable: describeTable,
  ListTables: listTables,
  GetItem: getItem,
  Query: query,
  Scan: scan,
  PutItem: putItem,
  UpdateItem: updateItem,
  DeleteItem: deleteItem,
};

const LIMITS = { options: { maxItemSize: ITEM_SIZE_BYTES_MAX } };

/**
 * Returns the request with its expressions parsed, without members DynamoDB does not know.
 * Throws SerializationException or ValidationException.
 */
export function checkRequest<Operation extends keyof CheckedRequests>(
  operation: Operation,
  body: unknown,
): CheckedRequests[Operation] {
  const { types, custom } = SHAPES[operation];
  const request = asObject(body);
  const onFailure = returnOnFailure(operation, request);
  for (const [name, member] of Object.entries(request)) {
    if (member !== null) throwIfHoldsNull(member, name);
  }
  const checked = validations.checkTypes({ ...request }, types);
  validations.checkValidations(checked, types, custom, LIMITS);
  // dynalite has checked every member against the same API model that CheckedRequests writes down.
  return { ...checked, ...onFailure } as CheckedRequests[Operation];
}

export function asObject(body: unknown): Record<string, unknown> {
  if (typeof body === "object" && body !== null && !Array.isArray(body)) {
    return body as Record<string, unknown>; // An object from JSON.parse has string keys.
  }
  throw serializationError("Start of structure expected: send a JSON object.");
}

/** A member of the request itself may be null and is then absent; deeper down dynalite would trip over it. */
function throwIfHoldsNull(value: unknown, path: string): void {
  if (value === null) throw serializationError(`null found at ${path}: leave the member out.`);
  if (typeof value !== "object") return;
  for (const [name, member] of Object.entries(value)) throwIfHoldsNull(member, `${path}.${name}`);
}

/** Throws ValidationException unless the request asks for capacity in a way DynamoDB knows. */
export function capacityDetail(request: Record<string, unknown>): CapacityDetail {
  const { ReturnConsumedCapacity: detail = "NONE" } = request;
  if (detail === "NONE" || detail === "TOTAL" || detail === "INDEXES") return detail;
  throw validationError(
    `1 validation error detected: Value '${detail}' at 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]`,
  );
}

const CONDITIONAL: (keyof CheckedRequests)[] = ["PutItem", "UpdateItem", "DeleteItem"];

/** dynalite predates this member. */
function returnOnFailure(operation: keyof CheckedRequests, request: Record<string, unknown>) {
  const value = request.ReturnValuesOnConditionCheckFailure;
  if (value === undefined || value === null || !CONDITIONAL.includes(operation)) return undefined;
  if (value === "ALL_OLD" || value === "NONE")
    return { ReturnValuesOnConditionCheckFailure: value };
  throw validationError(
    `1 validation error detected: Value '${value}' at 'returnValuesOnConditionCheckFailure' failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, NONE]`,
  );
}
