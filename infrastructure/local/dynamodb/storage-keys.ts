import db from "dynalite/db/index.js";
import type { Item } from "@/infrastructure/local/dynamodb/attribute-value";
import type { Table, TableIndex } from "@/infrastructure/local/dynamodb/table";

/**
 * Where everything lies in LevelDB. Rows of a table carry its id, not its name, so that a table
 * created again under the same name never sees rows of the one before.
 *
 * `~` ends every part: it sorts after all characters inside the parts that are ranged over.
 */
const END = "~";

export const TABLES = `table${END}`;
export const DROPPED_TABLES = `drop${END}`;
export const TOKENS = `token${END}`;

export const tableRow = (tableName: string) => TABLES + tableName;
export const droppedTableRow = (tableId: string) => DROPPED_TABLES + tableId;
export const tokenRow = (clientRequestToken: string) => TOKENS + clientRequestToken;

export const itemsOf = (tableId: string) => `item${END}${tableId}${END}`;
export const allIndexesOf = (tableId: string) => `index${END}${tableId}${END}`;
export const expiriesOf = (tableId: string) => `expiry${END}${tableId}${END}`;
export const indexRowsOf = (tableId: string, indexName: string) =>
  `${allIndexesOf(tableId)}${indexName}${END}`;

/** The range of all rows whose key starts with `prefix`. */
export const rowsUnder = (prefix: string) => ({ gt: prefix, lt: `${prefix}\uffff` });

/** `item` needs only the key attributes. */
export function itemRow({ description }: Table, item: Item): string {
  return itemsOf(description.TableId) + db.createKey(item, description);
}

/** Ends in the whole table key: index keys need not be unique. */
export function indexRow({ description }: Table, index: TableIndex, item: Item): string {
  const prefix = indexRowsOf(description.TableId, index.name);
  return (
    prefix + db.createKey(item, description, index.keySchema) + db.createKey(item, description)
  );
}

const EPOCH_DIGITS = 12;

/** Sorts by time, so that a sweep reads only what has expired. */
export function expiryRow({ description }: Table, expiresAtSeconds: number, item: Item): string {
  return expiryBound(description.TableId, expiresAtSeconds) + db.createKey(item, description);
}

/** Sorts before every expiry at `seconds` or later. */
export function expiryBound(tableId: string, seconds: number): string {
  const digits = String(Math.max(0, Math.floor(seconds))).padStart(EPOCH_DIGITS, "0");
  return `${expiriesOf(tableId)}${digits}${END}`;
}
