import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { type Endpoint, toEndpoint } from "@/tests/local/dynamodb/conformance-case";
import { CrashWriter, type Item, isSame } from "@/tests/local/dynamodb/crash-writer";
import { toClient } from "@/tests/local/dynamodb/test-server";

interface KillFigures {
  acknowledgedWrites: number;
  lostWrites: number;
  tornTransactions: number;
  /** Index rows whose item is gone, or no longer belongs in the index. */
  danglingRows: number;
  missingRows: number;
  differingRows: number;
}

interface Rounds {
  dataDir: string;
  rounds: number;
  writers: number;
  /** A round's server is killed in the middle of the writes that follow these. */
  writesPerRound: number;
}

/** Kills the server under load again and again, and compares what is left with what was promised. */
export async function killRounds({ dataDir, rounds, writers, writesPerRound }: Rounds) {
  const figures: KillFigures = {
    acknowledgedWrites: 0,
    lostWrites: 0,
    tornTransactions: 0,
    danglingRows: 0,
    missingRows: 0,
    differingRows: 0,
  };
  let { server, endpoint } = await start(dataDir);
  const tableName = await endpoint.createTable();
  const crew = Array.from({ length: writers }, (_, n) => new CrashWriter(`w${n}`, tableName));
  try {
    for (let round = 0; round < rounds; round += 1) {
      let writesLeft = writesPerRound;
      const onAcknowledged = () => {
        figures.acknowledgedWrites += 1;
        writesLeft -= 1;
        if (writesLeft === 0) server.kill("SIGKILL");
      };
      await Promise.all(crew.map((writer) => writer.run(endpoint, onAcknowledged)));
      await kill(server);
      endpoint.client.destroy();
      ({ server, endpoint } = await start(dataDir));
      await inspect(endpoint, tableName, crew, figures);
    }
  } finally {
    endpoint.client.destroy();
    await kill(server);
  }
  return figures;
}

async function start(dataDir: string): Promise<{ server: ChildProcess; endpoint: Endpoint }> {
  const program = fileURLToPath(new URL("killed-server.ts", import.meta.url));
  const server = fork(program, [dataDir], { execArgv: ["--import", "tsx"] });
  const [url] = (await once(server, "message")) as [string];
  return { server, endpoint: toEndpoint(toClient(url)) };
}

async function kill(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exited = once(server, "exit");
  server.kill("SIGKILL");
  await exited;
}

async function inspect(
  endpoint: Endpoint,
  tableName: string,
  crew: CrashWriter[],
  figures: KillFigures,
): Promise<void> {
  const items = toMap(await readAll(endpoint, tableName));
  for (const writer of crew) {
    const { lostWrites, tornTransactions } = writer.check(items);
    figures.lostWrites += lostWrites;
    figures.tornTransactions += tornTransactions;
  }
  const rows = await readAll(endpoint, tableName, "byOwner");
  const rowsByKey = toMap(rows);
  const expected = [...items.values()].filter((item) => item.owner !== undefined);
  const present = expected.filter((item) => rowsByKey.has(String(item.sk)));
  figures.missingRows += expected.length - present.length;
  figures.danglingRows += rows.length - present.length;
  figures.differingRows += present.filter(
    (item) => !isSame(item, rowsByKey.get(String(item.sk))),
  ).length;
}

async function readAll({ documents }: Endpoint, TableName: string, IndexName?: string) {
  const items: Item[] = [];
  let ExclusiveStartKey: Item | undefined;
  do {
    const page = await documents.send(new ScanCommand({ TableName, IndexName, ExclusiveStartKey }));
    items.push(...(page.Items ?? []));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return items;
}

function toMap(items: Item[]): Map<string, Item> {
  return new Map(items.map((item) => [String(item.sk), item]));
}
