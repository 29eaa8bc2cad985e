import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createStores, type Stores } from "@/infrastructure/adapters/dynamodb/stores";
import { clouds, openTestTable, type TestTable } from "./support/clouds";
import { ulid, user } from "./support/rows";

const HOUR_MS = 3_600_000;
const START = new Date("2030-01-02T03:04:05Z");
const later = (hours: number) => new Date(START.getTime() + hours * HOUR_MS);

describe.each(clouds)("the team on $name", (cloud) => {
  const isNotIsolated = cloud.gaps.includes("simultaneous writes");
  let table: TestTable;
  let stores: Stores;
  let now = START;

  beforeAll(async () => {
    table = await openTestTable(cloud);
    stores = createStores({ ...table, now: () => now });
  });
  afterAll(() => table.close());

  it("gives a user name once", async () => {
    const ada = user({ name: "Ada" });
    expect(await stores.team.createUser(ada)).toBe(true);
    expect(await stores.team.createUser(user({ name: "ADA" }))).toBe(false);
    expect(await stores.team.findUser(ada.id)).toEqual(ada);
    expect(await stores.team.findUserByName("ada")).toEqual(ada);
    expect(await stores.team.findUserByName("Eve")).toBeUndefined();
  });

  describe("the set-up link", () => {
    const link = (tokenHash: string) => ({
      tokenHash,
      expiresAt: later(24).toISOString(),
      usedAt: null,
    });
    const usedAt = START.toISOString();

    it("is replaced while it is open, and an earlier link creates nobody", async () => {
      expect(await stores.team.findSetUp()).toBeUndefined();
      expect(await stores.team.openSetUp(link("first"))).toBe(true);
      expect(await stores.team.openSetUp(link("second"))).toBe(true);
      const administrator = user({ role: "administrator" });
      expect(await stores.team.finishSetUp("first", administrator, usedAt)).toBe(false);
      expect(await stores.team.findUser(administrator.id)).toBeUndefined();
      expect(await stores.team.findSetUp()).toEqual(link("second"));
    });

    it("stays open when the name is taken", async () => {
      const taken = user({ name: "Taken" });
      await stores.team.createUser(taken);
      await expect(
        stores.team.finishSetUp("second", user({ name: "Taken" }), usedAt),
      ).rejects.toMatchObject({ code: "conflict" });
      expect((await stores.team.findSetUp())?.usedAt).toBeNull();
    });

    it.skipIf(isNotIsolated)("creates one of many administrators", async () => {
      const administrators = Array.from({ length: 4 }, () => user({ role: "administrator" }));
      const outcomes = await Promise.all(
        administrators.map((row) => stores.team.finishSetUp("second", row, usedAt)),
      );
      expect(outcomes.filter(Boolean)).toHaveLength(1);
      const found = await Promise.all(administrators.map(({ id }) => stores.team.findUser(id)));
      expect(found.filter(Boolean)).toHaveLength(1);
    });

    it("stays spent", async () => {
      await stores.team.finishSetUp("second", user(), usedAt);
      expect(await stores.team.finishSetUp("second", user(), usedAt)).toBe(false);
      expect(await stores.team.openSetUp(link("third"))).toBe(false);
      expect(await stores.team.findSetUp()).toEqual({ ...link("second"), usedAt });
    });
  });

  describe("sessions", () => {
    const session = (userId: string) => ({
      idHash: ulid().toLowerCase(),
      userId,
      createdAt: START.toISOString(),
      lastSeenAt: START.toISOString(),
      expiresAt: later(12).toISOString(),
    });

    it("are found with their user, prolonged and ended", async () => {
      const grace = user();
      await stores.team.createUser(grace);
      const row = session(grace.id);
      await stores.team.createSession(row);
      expect(await stores.team.findSession(row.idHash)).toEqual({ session: row, user: grace });

      const seen = { lastSeenAt: later(1).toISOString(), expiresAt: later(13).toISOString() };
      await stores.team.touchSession(row.idHash, seen.lastSeenAt, seen.expiresAt);
      now = later(12.5);
      const touched = await stores.team.findSession(row.idHash);
      expect(touched?.session).toEqual({ ...row, ...seen });
      now = later(13);
      expect(await stores.team.findSession(row.idHash)).toBeUndefined();
      now = START;

      await stores.team.deleteSession(row.idHash);
      await stores.team.touchSession(row.idHash, seen.lastSeenAt, seen.expiresAt);
      expect(await stores.team.findSession(row.idHash)).toBeUndefined();
    });

    it("of a user who does not exist are nobody's", async () => {
      const row = session(ulid());
      await stores.team.createSession(row);
      expect(await stores.team.findSession(row.idHash)).toBeUndefined();
    });
  });

  describe("attempts", () => {
    it.skipIf(isNotIsolated)("lose no failure when many come at once", async () => {
      const counts = await Promise.all(
        Array.from({ length: 12 }, () => stores.team.recordFailure("address", "10.0.0.1", START)),
      );
      expect(counts.sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, n) => n + 1));
      expect(await stores.team.findAttempts("address", "10.0.0.1")).toEqual({
        failures: 12,
        lastFailureAt: START.getTime(),
      });
    });

    it("are counted for each scope and subject and can be cleared", async () => {
      await stores.team.recordFailure("account", "Eve", START);
      expect((await stores.team.findAttempts("account", "EVE")).failures).toBe(1);
      expect((await stores.team.findAttempts("address", "Eve")).failures).toBe(0);
      await stores.team.clearAttempts("account", "eve");
      expect((await stores.team.findAttempts("account", "Eve")).failures).toBe(0);
    });

    it("begin anew after an hour without a failure, before the sweeper removes them", async () => {
      await stores.team.recordFailure("account", "Mallory", START);
      now = later(1.1);
      expect((await stores.team.findAttempts("account", "Mallory")).failures).toBe(0);
      const counts = await Promise.all([
        stores.team.recordFailure("account", "Mallory", now),
        stores.team.recordFailure("account", "Mallory", now),
      ]);
      expect(counts.sort()).toEqual([1, 2]);
      now = START;
    });
  });
});
