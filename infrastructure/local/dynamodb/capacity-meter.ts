import type { Item } from "@/infrastructure/local/dynamodb/attribute-value";
import type { IndexChange, Row } from "@/infrastructure/local/dynamodb/derived-rows";
import { itemSizeBytes } from "@/infrastructure/local/dynamodb/item-size";
import type { CapacityDetail } from "@/infrastructure/local/dynamodb/request";
import type { TableIndex } from "@/infrastructure/local/dynamodb/table";

const READ_UNIT_BYTES = 4096;
const WRITE_UNIT_BYTES = 1024;
/** Transactions prepare and commit each item: two units where one would do. */
const TRANSACTION_FACTOR = 2;

export interface ConsumedCapacity {
  TableName: string;
  CapacityUnits: number;
  ReadCapacityUnits?: number;
  WriteCapacityUnits?: number;
  Table?: { CapacityUnits: number };
  GlobalSecondaryIndexes?: Record<string, { CapacityUnits: number }>;
  LocalSecondaryIndexes?: Record<string, { CapacityUnits: number }>;
}

interface TableUnits {
  table: number;
  indexes: Map<string, { scope: TableIndex["scope"]; units: number }>;
}

/**
 * Adds up what one request consumes.
 * Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/provisioned-capacity-mode.html
 */
export class CapacityMeter {
  readonly #detail: CapacityDetail;
  readonly #transaction: "read" | "write" | undefined;
  readonly #unitsByTable = new Map<string, TableUnits>();

  constructor(detail: CapacityDetail = "NONE", transaction?: "read" | "write") {
    this.#detail = detail;
    this.#transaction = transaction;
  }

  /** `sizeBytes` is what the read went through, before any filter. An index read names its index. */
  addRead(tableName: string, sizeBytes: number, consistent = false, index?: TableIndex): void {
    if (this.#detail === "NONE") return;
    const units = Math.max(1, Math.ceil(sizeBytes / READ_UNIT_BYTES));
    const factor = this.#transaction ? TRANSACTION_FACTOR : consistent ? 1 : 0.5;
    this.#add(tableName, units * factor, index);
  }

  /** The larger of both versions counts, and every index row that changes. */
  addWrite(tableName: string, before?: Item, after?: Item, changes: IndexChange[] = []): void {
    if (this.#detail === "NONE") return;
    const factor = this.#transaction ? TRANSACTION_FACTOR : 1;
    this.#add(tableName, factor * Math.max(writeUnits(before), writeUnits(after)));
    for (const change of changes) {
      this.#add(tableName, factor * indexUnits(change), change.index);
    }
  }

  /** One entry a table; undefined if the caller did not ask. */
  report(): ConsumedCapacity[] | undefined {
    if (this.#detail === "NONE") return undefined;
    return [...this.#unitsByTable].map(([tableName, units]) => this.#describe(tableName, units));
  }

  #add(tableName: string, units: number, index?: TableIndex): void {
    const entry = this.#unitsByTable.get(tableName) ?? { table: 0, indexes: new Map() };
    this.#unitsByTable.set(tableName, entry);
    if (!index) {
      entry.table += units;
      return;
    }
    const before = entry.indexes.get(index.name)?.units ?? 0;
    entry.indexes.set(index.name, { scope: index.scope, units: before + units });
  }

  #describe(tableName: string, { table, indexes }: TableUnits): ConsumedCapacity {
    let total = table;
    for (const { units } of indexes.values()) total += units;
    const consumed: ConsumedCapacity = { TableName: tableName, CapacityUnits: total };
    if (this.#transaction === "read") consumed.ReadCapacityUnits = total;
    if (this.#transaction === "write") consumed.WriteCapacityUnits = total;
    if (this.#detail !== "INDEXES") return consumed;
    consumed.Table = { CapacityUnits: table };
    for (const [name, { scope, units }] of indexes) {
      consumed[scope] = { ...consumed[scope], [name]: { CapacityUnits: units } };
    }
    return consumed;
  }
}

function writeUnits(item?: Item): number {
  return item ? Math.max(1, Math.ceil(itemSizeBytes(item) / WRITE_UNIT_BYTES)) : 1;
}

/** A row that moves is deleted in one place and put in another: two writes. */
function indexUnits({ before, after }: IndexChange): number {
  const units = (row?: Row) => (row ? writeUnits(row.value) : 0);
  const moves = before && after && before.key !== after.key;
  return moves ? units(before) + units(after) : Math.max(units(before), units(after));
}
