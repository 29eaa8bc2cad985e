import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  DeleteCommand,
  PutCommand,
  ScanCommand,
  TransactWriteCommand,
} from "@aws-sdk/lib-dynamodb";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Endpoint, toEndpoint } from "@/tests/local/dynamodb/conformance-case";
import { toClient } from "@/tests/local/dynamodb/test-server";

const ROUNDS = 6;
const WRITERS = 16;
const ACKNOWLEDGED_BEFORE_KILL = 150;

let dataDir: string;
let server: ChildProcess;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "dynamodb-crash-"));
});

afterEach(async () => {
  await kill(server);
  await rm(dataDir, { recursive: true });
});

async function start(): Promise<Endpoint> {
  const program = fileURLToPath(new URL("killed-server.ts", import.meta.url));
  server = fork(program, [dataDir], { execArgv: ["--import", "tsx"] });
  const [url] = (await once(server, "message")) as [string];
  return toEndpoint(toClient(url));
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGKILL");
  await once(child, "exit");
}

type Item = Record<string, unknown>;

/** What a writer knows of an item: the last state acknowledged, and the one that was under way. */
interface Expectation {
  acknowledged?: Item;
  attempted?: { item: Item | undefined };
}

/** Puts, moves in the index, transacts and deletes until the server dies. */
async function write(
  endpoint: Endpoint,
  TableName: string,
  writer: string,
  expectations: Map<string, Expectation>,
  onAcknowledged: () => void,
): Promise<void> {
  for (let turn = 0; ; turn += 1) {
    const sortKeys = [`${writer}-${turn % 7}`, `${writer}-${(turn + 1) % 7}`];
    const items = sortKeys.map((sk) => toItem(sk, turn));
    const { documents } = endpoint;
    const isPair = turn % 3 === 1;
    const isDeletion = turn % 5 === 4;
    const [first, second] = items as [Item, Item];
    const touched = isPair ? [first, second] : [first];
    for (const item of touched) {
      const sk = String(item.sk);
      const expectation = expectations.get(sk) ?? {};
      expectation.attempted = { item: isDeletion && !isPair ? undefined : item };
      expectations.set(sk, expectation);
    }
    const Key = { pk: first.pk, sk: first.sk };
    const command = isPair
      ? documents.send(
          new TransactWriteCommand({
            TransactItems: touched.map((item) => ({ Put: { TableName, Item: item } })),
          }),
        )
      : isDeletion
        ? documents.send(new DeleteCommand({ TableName, Key }))
        : documents.send(new PutCommand({ TableName, Item: first }));
    try {
      await command;
    } catch {
      return;
    }
    for (const item of touched) {
      const sk = String(item.sk);
      expectations.set(sk, { acknowledged: expectations.get(sk)!.attempted!.item });
    }
    onAcknowledged();
  }
}

/** Every third state is not in the index at all. */
function toItem(sk: string, turn: number): Item {
  const item = { pk: "a", sk, createdAt: turn, text: "x".repeat(turn % 300) };
  return turn % 3 === 0 ? item : { ...item, owner: `o${turn % 4}` };
}

async function readAll({ documents }: Endpoint, TableName: string, IndexName?: string) {
  const items = new Map<string, Item>();
  let rows = 0;
  let ExclusiveStartKey: Item | undefined;
  do {
    const page = await documents.send(new ScanCommand({ TableName, IndexName, ExclusiveStartKey }));
    for (const item of page.Items ?? []) items.set(item.sk, item);
    rows += page.Items?.length ?? 0;
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return { items, rows };
}

// Whatever moment a process is killed at, an acknowledged write is there, an unacknowledged one is
// there whole or not at all, and an index agrees with its table row by row.
test("kill -9 under load loses nothing and leaves index and table in agreement", async () => {
  let endpoint = await start();
  const TableName = await endpoint.createTable();
  const expectations = new Map<string, Expectation>();
  for (let round = 0; round < ROUNDS; round += 1) {
    let acknowledged = 0;
    const writers = Array.from({ length: WRITERS }, (_, n) =>
      write(endpoint, TableName, `w${n}`, expectations, () => {
        acknowledged += 1;
        if (acknowledged === ACKNOWLEDGED_BEFORE_KILL) server.kill("SIGKILL");
      }),
    );
    await Promise.all(writers);
    await kill(server);
    endpoint.client.destroy();
    endpoint = await start();
    const table = await readAll(endpoint, TableName);
    const index = await readAll(endpoint, TableName, "byOwner");
    expect(lostWrites(expectations, table.items)).toEqual([]);
    const expected = [...table.items.values()].filter((item) => item.owner !== undefined);
    expect(index.rows).toBe(expected.length);
    for (const item of expected) expect(index.items.get(String(item.sk))).toEqual(item);
    for (const [sk] of expectations) expectations.set(sk, { acknowledged: table.items.get(sk) });
  }
  endpoint.client.destroy();
}, 60_000);

function lostWrites(expectations: Map<string, Expectation>, items: Map<string, Item>): string[] {
  const isSame = (a?: Item, b?: Item) => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
  return [...expectations]
    .filter(([sk, { acknowledged, attempted }]) => {
      const found = items.get(sk);
      return !isSame(found, acknowledged) && !(attempted && isSame(found, attempted.item));
    })
    .map(([sk]) => sk);
}

function sorted(item?: Item) {
  return item && Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1));
}
