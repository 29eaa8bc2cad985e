import { createHash, randomBytes } from "node:crypto";
import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import {
  CreateBucketCommand,
  GetObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CaseContext } from "@/tests/local/s3/conformance-case";
import { newDataDir } from "@/tests/local/s3/embedded-endpoint";
import { forkServer, type ServerProcess } from "@/tests/local/s3/server-in-process";

const ROUNDS = 40;
const WRITERS = 16;
const KEYS_PER_WRITER = 3;
/** The server dies once it has acknowledged this many writes, with all writers under way. */
const WRITES_PER_ROUND = 40;
const BODY_BYTES_MAX = 200_000;
const Bucket = "crash";

const digest = (body: Uint8Array) => createHash("md5").update(body).digest("hex");

/** What each key may hold: what was acknowledged last, or what was sent after that. */
class Ledger {
  private readonly digestsByKey = new Map<string, { acknowledged?: string; sent: Set<string> }>();
  private writeCount = 0;
  private readonly waiting: { count: number; resolve: () => void }[] = [];

  /** Resolves once `count` more writes were acknowledged. */
  writes(count: number): Promise<void> {
    const target = this.writeCount + count;
    return new Promise((resolve) => this.waiting.push({ count: target, resolve }));
  }

  send(key: string, sent: string): void {
    const entry = this.digestsByKey.get(key) ?? { sent: new Set() };
    entry.sent.add(sent);
    this.digestsByKey.set(key, entry);
  }

  acknowledge(key: string, acknowledged: string): void {
    this.digestsByKey.set(key, { acknowledged, sent: new Set([acknowledged]) });
    this.writeCount += 1;
    for (const { count, resolve } of this.waiting) if (this.writeCount === count) resolve();
  }

  /** Settles a key on what was found after a crash, which must be one of its possible contents. */
  settle(key: string, found: string | undefined): void {
    const { acknowledged, sent } = this.digestsByKey.get(key) ?? { sent: new Set() };
    if (found === undefined)
      expect(acknowledged, `${key} was acknowledged, then lost`).toBe(undefined);
    else expect([...sent], `${key} is corrupt or stale`).toContain(found);
    this.digestsByKey.set(key, { acknowledged: found, sent: new Set(found ? [found] : []) });
  }

  keys(): string[] {
    return [...this.digestsByKey.keys()];
  }
}

let dataDir: string;
beforeAll(async () => {
  dataDir = await newDataDir();
});
afterAll(() => rm(dataDir, { recursive: true }));

/** Overwrites the same keys again and again, until the server is gone. */
async function writeUntilKilled(client: S3Client, writer: number, ledger: Ledger): Promise<void> {
  for (let count = 0; ; count++) {
    const Key = `writer-${writer}/${count % KEYS_PER_WRITER}`;
    const Body = randomBytes(1 + Math.floor(Math.random() * BODY_BYTES_MAX));
    ledger.send(Key, digest(Body));
    try {
      await client.send(new PutObjectCommand({ Bucket, Key, Body }));
    } catch {
      return;
    }
    ledger.acknowledge(Key, digest(Body));
  }
}

async function crashUnderWriters(server: ServerProcess, client: S3Client, ledger: Ledger) {
  const enoughWrites = ledger.writes(WRITES_PER_ROUND);
  const writers = Array.from({ length: WRITERS }, (_, writer) =>
    writeUntilKilled(client, writer, ledger),
  );
  await enoughWrites;
  await server.kill();
  await Promise.all(writers);
}

async function digestOf(client: S3Client, Key: string): Promise<string | undefined> {
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
    return digest((await Body?.transformToByteArray()) ?? new Uint8Array());
  } catch (error) {
    if (error instanceof Error && error.name === "NoSuchKey") return undefined;
    throw error;
  }
}

async function listKeys(client: S3Client): Promise<string[]> {
  const keys: string[] = [];
  for await (const page of paginateListObjectsV2({ client }, { Bucket })) {
    keys.push(...(page.Contents?.map(({ Key = "" }) => Key) ?? []));
  }
  return keys;
}

/** What was acknowledged survives a kill at any moment, and no reader meets a part of a body. */
test("no object is lost, stale or corrupt after kill -9 under writers", { timeout: 900_000 }, async () => {
  const ledger = new Ledger();
  for (let round = 0; round <= ROUNDS; round++) {
    const server = await forkServer(dataDir);
    const context = new CaseContext(server, Bucket);
    const { client } = context;
    if (round === 0) await client.send(new CreateBucketCommand({ Bucket }));

    for (const key of ledger.keys()) ledger.settle(key, await digestOf(client, key));
    const keys = await listKeys(client);
    console.log(round, ledger.keys().length, keys.length);
    const blobs = await readdir(path.join(dataDir, "blobs"));
    expect(blobs, "the start removed what the crash left behind").toHaveLength(keys.length);

    if (round < ROUNDS) await crashUnderWriters(server, client, ledger);
    else await server.kill();
    context.close();
  }
});
