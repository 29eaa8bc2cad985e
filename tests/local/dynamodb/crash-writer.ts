import {
  DeleteCommand,
  PutCommand,
  TransactWriteCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import type { Endpoint } from "@/tests/local/dynamodb/conformance-case";

export type Item = Record<string, unknown>;
/** What items are to become, by sort key; undefined is deleted. */
type Changes = Map<string, Item | undefined>;

const KEYS_PER_WRITER = 7;

/** Writes a few items of its own over and over, and remembers what it may count on. */
export class CrashWriter {
  /** As of the last acknowledged write. */
  readonly #acknowledged: Changes = new Map();
  /** Under way when the server died: it may have happened or not. */
  #attempted: Changes = new Map();
  #turn = 0;

  constructor(
    readonly name: string,
    readonly tableName: string,
  ) {}

  /** Writes until a write fails, which here means that the server is dead. */
  async run(endpoint: Endpoint, onAcknowledged: () => void): Promise<void> {
    for (;;) {
      this.#turn += 1;
      const { changes, send } = this.#plan(endpoint);
      this.#attempted = changes;
      try {
        await send();
      } catch {
        return;
      }
      for (const [sk, item] of changes) this.#acknowledged.set(sk, item);
      this.#attempted = new Map();
      onAcknowledged();
    }
  }

  /** Compares the table with what was acknowledged, and takes over what it finds there. */
  check(found: Map<string, Item>): { lostWrites: number; tornTransactions: number } {
    const isAsAttempted = [...this.#attempted].map(([sk, item]) => isSame(found.get(sk), item));
    const happened = isAsAttempted.every(Boolean);
    let lostWrites = 0;
    for (const [sk, item] of this.#acknowledged) {
      const expected = happened && this.#attempted.has(sk) ? this.#attempted.get(sk) : item;
      if (!isSame(found.get(sk), expected)) lostWrites += 1;
    }
    const tornTransactions = !happened && isAsAttempted.some(Boolean) ? 1 : 0;
    for (const sk of [...this.#attempted.keys(), ...this.#acknowledged.keys()]) {
      this.#acknowledged.set(sk, found.get(sk));
    }
    this.#attempted = new Map();
    return { lostWrites, tornTransactions };
  }

  #plan({ documents }: Endpoint): { changes: Changes; send: () => Promise<unknown> } {
    const TableName = this.tableName;
    const [first, second] = [this.#item(0), this.#item(1)];
    const Key = { pk: first.pk, sk: first.sk };
    const put = (Item: Item) => ({ Put: { TableName, Item } });
    switch (this.#turn % 4) {
      case 0:
        return {
          changes: new Map([[first.sk, undefined]]),
          send: () => documents.send(new DeleteCommand({ TableName, Key })),
        };
      case 1:
        return {
          changes: new Map([
            [first.sk, first],
            [second.sk, second],
          ]),
          send: () =>
            documents.send(new TransactWriteCommand({ TransactItems: [put(first), put(second)] })),
        };
      case 2: {
        const before = this.#acknowledged.get(first.sk) ?? Key;
        const UpdateExpression = "SET createdAt = :turn";
        const ExpressionAttributeValues = { ":turn": this.#turn };
        return {
          changes: new Map([[first.sk, { ...before, createdAt: this.#turn }]]),
          send: () =>
            documents.send(
              new UpdateCommand({ TableName, Key, UpdateExpression, ExpressionAttributeValues }),
            ),
        };
      }
      default:
        return {
          changes: new Map([[first.sk, first]]),
          send: () => documents.send(new PutCommand({ TableName, Item: first })),
        };
    }
  }

  /** Every third state has no row in the index. */
  #item(offset: number) {
    const turn = this.#turn;
    const sk = `${this.name}-${(turn + offset) % KEYS_PER_WRITER}`;
    const item = { pk: "a", sk, createdAt: turn, text: "x".repeat(turn % 300) };
    return turn % 3 === 0 ? item : { ...item, owner: `o${turn % 4}` };
  }
}

export function isSame(a: Item | undefined, b: Item | undefined): boolean {
  const sorted = (item?: Item) => item && Object.entries(item).sort(([x], [y]) => (x < y ? -1 : 1));
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}
