import db from "dynalite/db/index.js";
import type { AttributeValue, Item } from "@/infrastructure/local/dynamodb/attribute-value";
import { readPage } from "@/infrastructure/local/dynamodb/read-page";
import {
  type ReadTarget,
  toReadTarget,
  toStartRow,
} from "@/infrastructure/local/dynamodb/read-target";
import {
  checkRequest,
  type KeyCondition,
  type QueryRequest,
} from "@/infrastructure/local/dynamodb/request";
import { validationError } from "@/infrastructure/local/dynamodb/service-error";
import type { Range, Store } from "@/infrastructure/local/dynamodb/store";
import { attributeNames, attributeType } from "@/infrastructure/local/dynamodb/table";

export async function query(store: Store, body: unknown): Promise<object> {
  const request = checkRequest("Query", body);
  const target = toReadTarget(store, request);
  throwIfUnfit(target, request);
  return readPage(store, target, toRange(target, request), request);
}

function throwIfUnfit(target: ReadTarget, request: QueryRequest): void {
  const { KeyConditions: conditions } = request;
  const [hashName, rangeName] = attributeNames(target.keySchema);
  if (!conditions[hashName!]) {
    throw validationError(`Query condition missed key schema element: ${hashName}`);
  }
  for (const name of Object.keys(conditions)) {
    if (name === hashName || name === rangeName) continue;
    throw validationError(
      rangeName
        ? `Query condition missed key schema element: ${rangeName}`
        : "Query key condition not supported",
    );
  }
  for (const [name, condition] of Object.entries(conditions)) {
    throwIfUnfitCondition(target, name, condition);
  }
  if (conditions[hashName!]!.ComparisonOperator !== "EQ") {
    throw validationError("Query key condition not supported");
  }
  throwIfFiltersKeys(target, request);
}

const INDEXABLE = new Set(["EQ", "LT", "LE", "GT", "GE", "BEGINS_WITH", "BETWEEN"]);

function throwIfUnfitCondition({ table }: ReadTarget, name: string, condition: KeyCondition): void {
  if (!INDEXABLE.has(condition.ComparisonOperator)) {
    throw validationError("Attempted conditional constraint is not an indexable operation");
  }
  const type = attributeType(table, name);
  if (condition.AttributeValueList.some((value) => value[type] === undefined)) {
    throw validationError(
      "One or more parameter values were invalid: Condition parameter type does not match schema type",
    );
  }
}

function throwIfFiltersKeys({ keySchema }: ReadTarget, request: QueryRequest): void {
  const filtered = request.QueryFilter ?? request._filter?.pathHeads;
  const member = request.QueryFilter ? "QueryFilter" : "Filter Expression";
  const key = filtered && attributeNames(keySchema).find((name) => filtered[name]);
  if (!key) return;
  throw validationError(
    `${member} can only contain non-primary key attributes: Primary key attribute: ${key}`,
  );
}

function toRange(target: ReadTarget, request: QueryRequest): Range {
  const [hashName, rangeName] = attributeNames(target.keySchema);
  const hashValue = request.KeyConditions[hashName!]!.AttributeValueList[0]!;
  const rangeCondition = rangeName ? request.KeyConditions[rangeName] : undefined;
  const type = attributeType(target.table, hashName!);
  const partition = `${db.hashPrefix(hashValue[type]!, type)}/${db.toRangeStr(hashValue)}/`;
  const range: Range = {
    ...toBounds(target.prefix + partition, rangeCondition),
    reverse: request.ScanIndexForward === false,
  };
  const start = request.ExclusiveStartKey;
  if (!start) return range;
  const startRow = toStartRow(target, start);
  throwIfOutside(start, [hashName!, hashValue], [rangeName, rangeCondition]);
  return continueAfter(startRow, range);
}

/** Sorts after every row that starts with what precedes it: rows continue in `/` or hex digits. */
const LAST = "~";

function toBounds(partition: string, condition?: KeyCondition): Range {
  if (!condition) return { gte: partition, lt: partition + LAST };
  const [low, high] = condition.AttributeValueList.map((value) => partition + db.toRangeStr(value));
  switch (condition.ComparisonOperator) {
    case "EQ":
      return { gte: `${low}/`, lt: `${low}/${LAST}` };
    case "LT":
      return { gte: partition, lt: `${low}/` };
    case "LE":
      return { gte: partition, lt: `${low}/${LAST}` };
    case "GT":
      return { gt: `${low}/${LAST}`, lt: partition + LAST };
    case "GE":
      return { gte: `${low}/`, lt: partition + LAST };
    case "BEGINS_WITH":
      return { gte: low, lt: low + LAST };
    default:
      return { gte: `${low}/`, lt: `${high}/${LAST}` };
  }
}

type HashCondition = [name: string, value: AttributeValue];
type RangeCondition = [name: string | undefined, condition: KeyCondition | undefined];

function throwIfOutside(
  start: Item,
  [hashName, hashValue]: HashCondition,
  [rangeName, condition]: RangeCondition,
): void {
  const isInPartition = db.compare("EQ", start[hashName], [hashValue]);
  const isInRange =
    !condition ||
    db.compare(condition.ComparisonOperator, start[rangeName!], condition.AttributeValueList);
  if (!isInRange) {
    throw validationError("The provided starting key does not match the range key predicate");
  }
  if (!isInPartition) {
    throw validationError(
      "The provided starting key is outside query boundaries based on provided conditions",
    );
  }
}

function continueAfter(startRow: string, { gt, gte, lt, reverse }: Range): Range {
  return reverse ? { gt, gte, lt: startRow, reverse } : { gt: startRow, lt, reverse };
}
