import { CapacityMeter } from "@/infrastructure/local/dynamodb/capacity-meter";
import { decide, type ItemWrite, toKeyed, toPut } from "@/infrastructure/local/dynamodb/item-write";
import { checkRequest } from "@/infrastructure/local/dynamodb/request";
import { validationError } from "@/infrastructure/local/dynamodb/service-error";
import type { Store } from "@/infrastructure/local/dynamodb/store";

export async function putItem(store: Store, body: unknown): Promise<object> {
  const request = checkRequest("PutItem", body);
  return writeOne(store, toPut(store.table(request.TableName), request));
}

export async function updateItem(store: Store, body: unknown): Promise<object> {
  const request = checkRequest("UpdateItem", body);
  return writeOne(store, toKeyed("update", store.table(request.TableName), request));
}

export async function deleteItem(store: Store, body: unknown): Promise<object> {
  const request = checkRequest("DeleteItem", body);
  return writeOne(store, toKeyed("delete", store.table(request.TableName), request));
}

async function writeOne(store: Store, write: ItemWrite): Promise<object> {
  const meter = new CapacityMeter(write.request.ReturnConsumedCapacity);
  return store.locks.run([write.key], async () => {
    const { before, after, attributes, indexes, changes } = decide(
      write,
      await store.get(write.key),
    );
    await store.commit(changes);
    meter.addWrite(write.request.TableName, before, after, indexes);
    return { Attributes: attributes, ConsumedCapacity: meter.report()?.[0] };
  });
}

const BATCH_WRITES_MAX = 25;

/** AWS promises that each item is written whole; here the batch is. */
export async function batchWriteItem(store: Store, body: unknown): Promise<object> {
  const request = checkRequest("BatchWriteItem", body);
  const meter = new CapacityMeter(request.ReturnConsumedCapacity);
  const writes = Object.entries(request.RequestItems).flatMap(([TableName, requests]) => {
    const table = store.table(TableName);
    return requests.map(({ PutRequest, DeleteRequest }) =>
      PutRequest
        ? toPut(table, { TableName, Item: PutRequest.Item })
        : toKeyed("delete", table, { TableName, Key: DeleteRequest!.Key }),
    );
  });
  throwIfUnfitBatch(writes);
  const keys = writes.map((write) => write.key);
  return store.locks.run(keys, async () => {
    const items = await store.getMany(keys);
    const outcomes = writes.map((write, position) => decide(write, items[position]));
    await store.commit(outcomes.flatMap((outcome) => outcome.changes));
    outcomes.forEach(({ before, after, indexes }, position) => {
      meter.addWrite(writes[position]!.request.TableName, before, after, indexes);
    });
    return { UnprocessedItems: {}, ConsumedCapacity: meter.report() };
  });
}

function throwIfUnfitBatch(writes: ItemWrite[]): void {
  if (writes.length > BATCH_WRITES_MAX) {
    throw validationError("Too many items requested for the BatchWriteItem call");
  }
  if (new Set(writes.map((write) => write.key)).size < writes.length) {
    throw validationError("Provided list of item keys contains duplicates");
  }
}
