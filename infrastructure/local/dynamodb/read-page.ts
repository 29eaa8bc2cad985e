import db from "dynalite/db/index.js";
import type { Item } from "@/infrastructure/local/dynamodb/attribute-value";
import { CapacityMeter } from "@/infrastructure/local/dynamodb/capacity-meter";
import { itemSizeBytes } from "@/infrastructure/local/dynamodb/item-size";
import type { ReadTarget } from "@/infrastructure/local/dynamodb/read-target";
import type { ReadRequest } from "@/infrastructure/local/dynamodb/request";
import { itemRow } from "@/infrastructure/local/dynamodb/storage-keys";
import type { Range, Store } from "@/infrastructure/local/dynamodb/store";

/** Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html */
const PAGE_SIZE_BYTES_MAX = 1024 * 1024;

interface Page {
  rows: Item[];
  sizeBytes: number;
  /** The page ended at a limit, not at the end of the range. */
  isCut: boolean;
}

/** Reads one page and no row beyond it, then filters and projects as the request asks. */
export async function readPage(
  store: Store,
  target: ReadTarget,
  range: Range,
  request: ReadRequest,
): Promise<object> {
  const page = await readRows(store, range, request.Limit);
  const meter = new CapacityMeter(request.ReturnConsumedCapacity);
  meter.addRead(request.TableName, page.sizeBytes, request.ConsistentRead, target.index);
  const items = target.fetchesItems
    ? await fetchItems(store, target, page.rows, request, meter)
    : page.rows;
  const matching = items.filter((item) => isMatch(request, item));
  return {
    Items: request.Select === "COUNT" ? undefined : matching.map((item) => project(request, item)),
    Count: matching.length,
    ScannedCount: page.rows.length,
    LastEvaluatedKey: page.isCut ? toPagingKey(target, page.rows.at(-1)!) : undefined,
    ConsumedCapacity: meter.report()?.[0],
  };
}

async function readRows(store: Store, range: Range, limit?: number): Promise<Page> {
  const page: Page = { rows: [], sizeBytes: 0, isCut: false };
  for await (const row of store.values({ ...range, limit: limit ?? -1 })) {
    page.rows.push(row);
    page.sizeBytes += itemSizeBytes(row);
    page.isCut = page.rows.length === limit || page.sizeBytes >= PAGE_SIZE_BYTES_MAX;
    if (page.isCut) break;
  }
  return page;
}

async function fetchItems(
  store: Store,
  { table }: ReadTarget,
  rows: Item[],
  request: ReadRequest,
  meter: CapacityMeter,
): Promise<Item[]> {
  const items = await store.getMany(rows.map((row) => itemRow(table, row)));
  // A row whose item was deleted after the index was read is no longer a result.
  const present = items.filter((item) => item !== undefined);
  for (const item of present) {
    meter.addRead(request.TableName, itemSizeBytes(item), request.ConsistentRead);
  }
  return present;
}

function isMatch(request: ReadRequest, item: Item): boolean {
  if (request._filter) return db.matchesExprFilter(item, request._filter.expression);
  const filter = request.QueryFilter ?? request.ScanFilter;
  return filter ? db.matchesFilter(item, filter, request.ConditionalOperator) : true;
}

function project(request: ReadRequest, item: Item): Item {
  const paths = request._projection?.paths ?? request.AttributesToGet;
  return paths ? db.mapPaths(paths, item) : item;
}

function toPagingKey({ pagingNames }: ReadTarget, row: Item): Item {
  return Object.fromEntries(pagingNames.map((name) => [name, row[name]!]));
}
