import { createHash } from "node:crypto";
import type { Item } from "@/infrastructure/local/dynamodb/attribute-value";
import { CapacityMeter } from "@/infrastructure/local/dynamodb/capacity-meter";
import { itemSizeBytes } from "@/infrastructure/local/dynamodb/item-size";
import {
  decide,
  type ItemWrite,
  type Outcome,
  toKeyed,
  toPut,
} from "@/infrastructure/local/dynamodb/item-write";
import {
  asObject,
  type CapacityDetail,
  capacityDetail,
  checkRequest,
} from "@/infrastructure/local/dynamodb/request";
import {
  type CancellationReason,
  isConditionalCheckFailed,
  isServiceError,
  tokenReused,
  transactionCanceled,
  validationError,
} from "@/infrastructure/local/dynamodb/service-error";
import { tokenRow } from "@/infrastructure/local/dynamodb/storage-keys";
import type { Change, Store } from "@/infrastructure/local/dynamodb/store";
import { transactItems } from "@/infrastructure/local/dynamodb/transact-items";

const TRANSACTION_SIZE_BYTES_MAX = 4 * 1024 * 1024;
/** Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
const TOKEN_LIFETIME_SECONDS = 10 * 60;

/** What is remembered of a transaction that carried a ClientRequestToken. */
export interface UsedToken {
  digest: string;
  expiresAtMs: number;
}

/** Writes everything or nothing. Throws TransactionCanceledException with one reason an action. */
export async function transactWriteItems(store: Store, body: unknown): Promise<object> {
  const request = asObject(body);
  const writes = transactItems(request).map((action, position) => toWrite(store, action, position));
  throwIfUnfit(writes);
  const detail = capacityDetail(request);
  const token = usedToken(store, request);
  const keys = writes.map((write) => write.key);
  return store.locks.run(token ? [...keys, token.key] : keys, async () => {
    if (token && (await isRepeat(store, token))) return repeatedAnswer(detail, writes);
    const outcomes = decideAll(writes, await store.getMany(keys));
    const changes = outcomes.flatMap((outcome) => outcome.changes);
    await store.commit(token ? [...changes, token] : changes);
    const meter = new CapacityMeter(detail, "write");
    outcomes.forEach(({ before, after, indexes }, position) => {
      meter.addWrite(writes[position]!.request.TableName, before, after, indexes);
    });
    return { ConsumedCapacity: meter.report() };
  });
}

function toWrite(store: Store, action: Record<string, unknown>, position: number): ItemWrite {
  const [kind, request] = Object.entries(action)[0]!;
  switch (kind) {
    case "Put": {
      const put = checkRequest("PutItem", request);
      return toPut(store.table(put.TableName), put);
    }
    case "Update": {
      const update = checkRequest("UpdateItem", request);
      return toKeyed("update", store.table(update.TableName), update);
    }
    case "Delete": {
      const remove = checkRequest("DeleteItem", request);
      return toKeyed("delete", store.table(remove.TableName), remove);
    }
    case "ConditionCheck": {
      const check = checkRequest("DeleteItem", request);
      if (check.ConditionExpression) return toKeyed("check", store.table(check.TableName), check);
      throw validationError(
        `1 validation error detected: Value null at 'transactItems.${position + 1}.member.conditionCheck.conditionExpression' failed to satisfy constraint: Member must not be null`,
      );
    }
    default:
      throw validationError(
        `TransactItems can only contain one of Check, Put, Update or Delete: got "${kind}" at position ${position + 1}.`,
      );
  }
}

function throwIfUnfit(writes: ItemWrite[]): void {
  if (new Set(writes.map((write) => write.key)).size < writes.length) {
    throw validationError("Transaction request cannot include multiple operations on one item");
  }
  const sizeBytes = writes.reduce((total, write) => {
    return total + itemSizeBytes(write.kind === "put" ? write.request.Item : write.request.Key);
  }, 0);
  if (sizeBytes > TRANSACTION_SIZE_BYTES_MAX) {
    throw validationError("Transaction request size cannot exceed 4 MB: split the transaction.");
  }
}

function decideAll(writes: ItemWrite[], items: (Item | undefined)[]): Outcome[] {
  const outcomes: Outcome[] = [];
  const reasons = writes.map((write, position): CancellationReason => {
    try {
      outcomes.push(decide(write, items[position]));
      return { Code: "None" };
    } catch (error) {
      return toReason(error);
    }
  });
  if (outcomes.length < writes.length) throw transactionCanceled(reasons);
  return outcomes;
}

function toReason(error: unknown): CancellationReason {
  if (!isServiceError(error)) throw error;
  const { message: Message, Item } = error.body;
  if (!isConditionalCheckFailed(error)) return { Code: "ValidationError", Message };
  const reason: CancellationReason = { Code: "ConditionalCheckFailed", Message };
  return Item ? { ...reason, Item } : reason;
}

type TokenWrite = Change & { type: "put"; value: UsedToken };

function usedToken(store: Store, request: Record<string, unknown>): TokenWrite | undefined {
  const { ClientRequestToken: token, TransactItems } = request;
  if (token === undefined || token === null) return undefined;
  if (typeof token !== "string" || token.length < 1 || token.length > 36) {
    throw validationError("ClientRequestToken must have between 1 and 36 characters.");
  }
  const expiresAtMs = store.now() + TOKEN_LIFETIME_SECONDS * 1000;
  const value = { digest: sha256(JSON.stringify(TransactItems)), expiresAtMs };
  return { type: "put", key: tokenRow(sha256(token)), value };
}

async function isRepeat(store: Store, { key, value }: TokenWrite): Promise<boolean> {
  const used = await store.get<UsedToken>(key);
  if (!used || used.expiresAtMs <= store.now()) return false;
  if (used.digest !== value.digest) throw tokenReused();
  return true;
}

/** A repeat costs reads instead of writes. */
function repeatedAnswer(detail: CapacityDetail, writes: ItemWrite[]): object {
  const meter = new CapacityMeter(detail, "read");
  for (const { request } of writes) meter.addRead(request.TableName, 0);
  return { ConsumedCapacity: meter.report() };
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
