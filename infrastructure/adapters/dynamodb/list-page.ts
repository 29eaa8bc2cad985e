import { INDEXES, type IndexName } from "@/infrastructure/storage/keys";
import type { Page, PageRequest } from "@/lib/ports/page";
import { decodeCursor, encodeCursor } from "./cursor";
import type { Item, Table } from "./table";

export interface Listing<Row> {
  index: IndexName;
  partition: string;
  toRow(item: Item): Row;
  /** Only rows with this owner; for short indexes only, since it reads what it leaves out. */
  ownerId?: string;
}

/** Key condition of one partition of an index, newest first, with an optional end. */
export function partitionQuery(index: IndexName, partition: string, before?: string) {
  const name = INDEXES[index];
  return {
    IndexName: name,
    ScanIndexForward: false,
    KeyConditionExpression: before
      ? `${name}pk = :partition AND ${name}sk < :before`
      : `${name}pk = :partition`,
    ExpressionAttributeValues: { ":partition": partition, ...(before && { ":before": before }) },
  };
}

/** A page, newest first. One row more than asked for is read to know whether it is the last. */
export async function listPage<Row>(
  table: Table,
  { index, partition, toRow, ownerId }: Listing<Row>,
  { cursor, limit }: PageRequest,
): Promise<Page<Row>> {
  const before = cursor === undefined ? undefined : decodeCursor(partition, cursor);
  const query = partitionQuery(index, partition, before);
  const pages =
    ownerId === undefined
      ? table.query({ ...query, Limit: limit + 1 })
      : table.query({
          ...query,
          FilterExpression: "#owner.id = :ownerId",
          ExpressionAttributeNames: { "#owner": "owner" },
          ExpressionAttributeValues: { ...query.ExpressionAttributeValues, ":ownerId": ownerId },
        });
  const items: Item[] = [];
  for await (const page of pages) {
    items.push(...page.items);
    if (items.length > limit) break;
  }
  const shown = items.slice(0, limit);
  const last = shown.at(-1);
  return {
    rows: shown.map(toRow),
    nextCursor:
      last && items.length > limit
        ? encodeCursor(partition, String(last[`${INDEXES[index]}sk`]))
        : null,
  };
}
