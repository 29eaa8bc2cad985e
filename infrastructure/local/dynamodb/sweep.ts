import type { Item } from "@/infrastructure/local/dynamodb/attribute-value";
import { decide, toKeyed } from "@/infrastructure/local/dynamodb/item-write";
import { expiryBound, rowsUnder, TOKENS } from "@/infrastructure/local/dynamodb/storage-keys";
import type { Change, Store } from "@/infrastructure/local/dynamodb/store";
import type { Table } from "@/infrastructure/local/dynamodb/table";
import type { UsedToken } from "@/infrastructure/local/dynamodb/transact-write";

/** AWS deletes within days; a minute is short enough to be seen and long enough to cost nothing. */
const SWEEP_INTERVAL_MS = 60_000;

/** Sweeps once a minute until stopped; `stop` waits for the turn under way. */
export function startSweeper(store: Store): { stop(): Promise<void> } {
  let turn = Promise.resolve();
  const timer = setInterval(() => {
    turn = turn
      .then(() => sweep(store))
      .then(
        () => undefined,
        (error) => console.error("The sweeper failed and tries again in a minute.", error),
      );
  }, SWEEP_INTERVAL_MS);
  timer.unref();
  return {
    stop: () => {
      clearInterval(timer);
      return turn;
    },
  };
}

/** Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-before-you-start.html */
const EXPIRED_FOR_SECONDS_MAX = 5 * 365 * 24 * 60 * 60;

/** Deletes all items whose time to live has passed, with their index rows, and forgets old tokens. */
export async function sweep(store: Store): Promise<{ deletedItems: number }> {
  let deletedItems = 0;
  for (const table of store.tables) {
    deletedItems += await sweepTable(store, table);
  }
  await forgetTokens(store);
  return { deletedItems };
}

async function sweepTable(store: Store, table: Table): Promise<number> {
  const { TableId } = table.description;
  const nowSeconds = store.now() / 1000;
  const expired = store.values<Item>({
    gte: expiryBound(TableId, nowSeconds - EXPIRED_FOR_SECONDS_MAX),
    lt: expiryBound(TableId, nowSeconds),
  });
  let deleted = 0;
  for await (const key of expired) {
    if (await deleteIfExpired(store, table, key, nowSeconds)) deleted += 1;
  }
  return deleted;
}

/** The item may have been given more time, or its table another definition, since the row was read. */
function deleteIfExpired(store: Store, table: Table, key: Item, nowSeconds: number) {
  return store.definitions.shared(async () => {
    const { TableName, TableId } = table.description;
    const current = store.tables.find(({ description }) => description.TableId === TableId);
    if (!current) return false;
    const write = toKeyed("delete", current, { TableName, Key: key });
    return store.locks.run([write.key], async () => {
      const item = await store.get(write.key);
      if (!(Number(item?.[current.timeToLiveAttribute ?? ""]?.N) < nowSeconds)) return false;
      await store.commit(decide(write, item).changes);
      return true;
    });
  });
}

async function forgetTokens(store: Store): Promise<void> {
  const nowMs = store.now();
  const forgotten: Change[] = [];
  for await (const [key, token] of store.entries<UsedToken>(rowsUnder(TOKENS))) {
    if (token.expiresAtMs <= nowMs) forgotten.push({ type: "del", key });
  }
  await store.commit(forgotten);
}
