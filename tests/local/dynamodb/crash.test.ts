import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { killRounds } from "@/tests/local/dynamodb/kill-rounds";

let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "dynamodb-crash-"));
});

afterEach(() => rm(dataDir, { recursive: true }));

// Whatever moment a process is killed at, an acknowledged write is there, one under way is there
// whole or not at all, and an index agrees with its table row by row.
test("kill -9 under load loses nothing and leaves index and table in agreement", async () => {
  const load = { rounds: 4, writers: 16, writesPerRound: 150 };
  const { acknowledgedWrites, ...errors } = await killRounds({ dataDir, ...load });
  expect(acknowledgedWrites).toBeGreaterThanOrEqual(load.rounds * load.writesPerRound);
  expect(errors).toEqual({
    lostWrites: 0,
    tornTransactions: 0,
    danglingRows: 0,
    missingRows: 0,
    differingRows: 0,
  });
}, 120_000);
