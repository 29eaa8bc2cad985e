import type { Item } from "@/infrastructure/local/dynamodb/attribute-value";
import { itemsOf, rowsUnder } from "@/infrastructure/local/dynamodb/storage-keys";
import type { Change, Store } from "@/infrastructure/local/dynamodb/store";
import type { Table } from "@/infrastructure/local/dynamodb/table";

const CHANGES_PER_COMMIT = 1000;

/**
 * Writes the rows that a new definition derives from the items there are. Call it while nobody
 * writes items, over rows that have been cleared, and store the definition last: if it is killed
 * half way the old definition holds and the next attempt starts afresh.
 */
export async function backfill(
  store: Store,
  { description }: Table,
  derive: (item: Item) => Change[],
): Promise<void> {
  let changes: Change[] = [];
  for await (const item of store.values<Item>(rowsUnder(itemsOf(description.TableId)))) {
    changes.push(...derive(item));
    if (changes.length < CHANGES_PER_COMMIT) continue;
    await store.commit(changes);
    changes = [];
  }
  await store.commit(changes);
}
