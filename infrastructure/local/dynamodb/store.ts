import { type BatchOperation, ClassicLevel } from "classic-level";
import type { Item } from "@/infrastructure/local/dynamodb/attribute-value";
import { Gate, KeyLocks } from "@/infrastructure/local/dynamodb/locks";
import { tableNotFound } from "@/infrastructure/local/dynamodb/service-error";
import {
  allIndexesOf,
  DROPPED_TABLES,
  droppedTableRow,
  expiriesOf,
  itemsOf,
  rowsUnder,
  TABLES,
  tableRow,
} from "@/infrastructure/local/dynamodb/storage-keys";
import type { Table } from "@/infrastructure/local/dynamodb/table";

type Level = ClassicLevel<string, unknown>;
export type Change = BatchOperation<Level, string, unknown>;

export interface Range {
  gt?: string;
  gte?: string;
  lt?: string;
  lte?: string;
  reverse?: boolean;
  limit?: number;
}

/** A quarter of the largest page: most pages take one step, and a read holds little memory. */
const READ_AHEAD_BYTES = 256 * 1024;

/**
 * Tables and their rows in one LevelDB. Every operation commits all its rows in one batch, which
 * LevelDB applies whole or not at all: after a kill an item and its index rows still agree.
 */
export class Store {
  readonly #level: Level;
  readonly #tables = new Map<string, Table>();

  /** Held shared while items are written, alone while a table's definition changes. */
  readonly definitions = new Gate();
  readonly locks = new KeyLocks();
  /** Milliseconds since 1970. */
  readonly now: () => number;

  private constructor(level: Level, now: () => number) {
    this.#level = level;
    this.now = now;
  }

  static async open(dataDir: string, now: () => number): Promise<Store> {
    const level: Level = new ClassicLevel(dataDir, { valueEncoding: "json" });
    await openLevel(level);
    const store = new Store(level, now);
    for await (const table of store.values<Table>(rowsUnder(TABLES))) {
      store.#tables.set(table.description.TableName, table);
    }
    await store.#finishDrops();
    return store;
  }

  close(): Promise<void> {
    return this.#level.close();
  }

  /** In the order of their names. */
  get tables(): Table[] {
    const byName = [...this.#tables].sort(([a], [b]) => (a < b ? -1 : 1));
    return byName.map(([, table]) => table);
  }

  hasTable(name: string): boolean {
    return this.#tables.has(name);
  }

  /** Throws ResourceNotFoundException. */
  table(name: string): Table {
    const table = this.#tables.get(name);
    if (!table) throw tableNotFound(name);
    return table;
  }

  async putTable(table: Table, changes: Change[] = []): Promise<void> {
    const { TableName } = table.description;
    await this.commit([...changes, { type: "put", key: tableRow(TableName), value: table }]);
    this.#tables.set(TableName, table);
  }

  /** The table is gone at once and for good; a kill while its rows are removed is made up for at the next start. */
  async dropTable({ description }: Table): Promise<void> {
    await this.commit([
      { type: "del", key: tableRow(description.TableName) },
      { type: "put", key: droppedTableRow(description.TableId), value: description.TableId },
    ]);
    this.#tables.delete(description.TableName);
    await this.#finishDrops();
  }

  async get<T = Item>(key: string): Promise<T | undefined> {
    return (await this.#level.get(key)) as T | undefined;
  }

  /** All rows as of one moment, in the order of `keys`. */
  async getMany<T = Item>(keys: string[]): Promise<(T | undefined)[]> {
    const snapshot = this.#level.snapshot();
    try {
      return (await this.#level.getMany(keys, { snapshot })) as (T | undefined)[];
    } finally {
      await snapshot.close();
    }
  }

  /** Rows as of one moment, read as they are asked for. */
  values<T = Item>(range: Range): AsyncIterable<T> {
    return this.#level.values({
      ...range,
      highWaterMarkBytes: READ_AHEAD_BYTES,
    }) as AsyncIterable<T>;
  }

  entries<T = Item>(range: Range): AsyncIterable<[string, T]> {
    return this.#level.iterator(range) as AsyncIterable<[string, T]>;
  }

  /** All or nothing. */
  async commit(changes: Change[]): Promise<void> {
    if (changes.length > 0) await this.#level.batch(changes);
  }

  async clear(prefix: string): Promise<void> {
    await this.#level.clear(rowsUnder(prefix));
  }

  async #finishDrops(): Promise<void> {
    for await (const tableId of this.values<string>(rowsUnder(DROPPED_TABLES))) {
      for (const prefixOf of [itemsOf, allIndexesOf, expiriesOf])
        await this.clear(prefixOf(tableId));
      await this.commit([{ type: "del", key: droppedTableRow(tableId) }]);
    }
  }
}

async function openLevel(level: Level): Promise<void> {
  try {
    await level.open();
  } catch (error) {
    const reason = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const advice =
      (reason as { code?: string }).code === "LEVEL_LOCKED"
        ? "Another process has them open: stop it first."
        : "Check the folder's rights and the free space on its disk.";
    throw new Error(`Cannot open the tables in ${level.location}. ${advice}`, { cause: error });
  }
}
