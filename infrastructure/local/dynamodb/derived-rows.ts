import type { Item } from "@/infrastructure/local/dynamodb/attribute-value";
import { expiryRow, indexRow } from "@/infrastructure/local/dynamodb/storage-keys";
import type { Change } from "@/infrastructure/local/dynamodb/store";
import {
  attributeNames,
  attributeType,
  indexesOf,
  type Table,
  type TableIndex,
} from "@/infrastructure/local/dynamodb/table";

export interface Row {
  key: string;
  value: Item;
}

/** One index's row before and after a write; absent where the item is not in the index. */
export interface IndexChange {
  index: TableIndex;
  before?: Row;
  after?: Row;
}

/** The index rows a write adds, replaces or removes. Rows it leaves as they are do not appear. */
export function indexChanges(table: Table, before?: Item, after?: Item): IndexChange[] {
  return indexesOf(table)
    .map((index) => ({
      index,
      before: toIndexRow(table, index, before),
      after: toIndexRow(table, index, after),
    }))
    .filter((change) => !isSameRow(change.before, change.after));
}

/** An index is sparse: an item without a usable value for each of its keys has no row. */
export function toIndexRow(table: Table, index: TableIndex, item?: Item): Row | undefined {
  const names = attributeNames(index.keySchema);
  if (!item || names.some((name) => !item[name]?.[attributeType(table, name)])) return undefined;
  return { key: indexRow(table, index, item), value: project(table, index, item) };
}

function project({ description }: Table, { keySchema, projection }: TableIndex, item: Item): Item {
  if (projection.ProjectionType === "ALL") return item;
  const names = new Set([
    ...attributeNames(description.KeySchema),
    ...attributeNames(keySchema),
    ...(projection.NonKeyAttributes ?? []),
  ]);
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.has(name)));
}

function isSameRow(a?: Row, b?: Row): boolean {
  if (!a || !b) return a === b;
  return a.key === b.key && JSON.stringify(a.value) === JSON.stringify(b.value);
}

export function toIndexWrites({ before, after }: IndexChange): Change[] {
  const writes: Change[] = [];
  if (before && before.key !== after?.key) writes.push({ type: "del", key: before.key });
  if (after) writes.push({ type: "put", key: after.key, value: after.value });
  return writes;
}

/** Where the sweeper finds the item when it has expired. */
function toExpiryRow(table: Table, item?: Item): string | undefined {
  const seconds = table.timeToLiveAttribute && item?.[table.timeToLiveAttribute]?.N;
  if (!item || !seconds || !(Number(seconds) > 0)) return undefined;
  return expiryRow(table, Number(seconds), item);
}

export function toExpiryWrites(table: Table, before?: Item, after?: Item): Change[] {
  const [beforeKey, afterKey] = [toExpiryRow(table, before), toExpiryRow(table, after)];
  if (beforeKey === afterKey) return [];
  const writes: Change[] = [];
  if (beforeKey) writes.push({ type: "del", key: beforeKey });
  if (afterKey) writes.push({ type: "put", key: afterKey, value: itemKeyOf(table, after!) });
  return writes;
}

function itemKeyOf({ description }: Table, item: Item): Item {
  return Object.fromEntries(
    attributeNames(description.KeySchema).map((name) => [name, item[name]!]),
  );
}
