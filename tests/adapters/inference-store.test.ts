import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createStores, type Stores } from "@/infrastructure/adapters/dynamodb/stores";
import type { Page } from "@/lib/ports/page";
import { clouds, openTestTable, type TestTable } from "./support/clouds";
import { countCalls } from "./support/count-calls";
import { endpoint, image, inference, model, ulid } from "./support/rows";

async function everyPage<Row>(read: (cursor?: string) => Promise<Page<Row>>): Promise<Row[][]> {
  const pages: Row[][] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    pages.push(page.rows);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return pages;
}

const HOUR_MS = 3_600_000;

describe.each(clouds)("inferences on $name", (cloud) => {
  const isNotIsolated = cloud.gaps.includes("simultaneous writes");
  let table: TestTable;
  let stores: Stores;
  let now = new Date("2030-01-02T03:04:05Z");
  let callsDuring: ReturnType<typeof countCalls>;

  beforeAll(async () => {
    table = await openTestTable(cloud);
    stores = createStores({ ...table, now: () => now });
    callsDuring = countCalls(table.client);
  });
  afterAll(() => table.close());

  const claimOf = (key: string, bodySha256 = "b".repeat(64)) => ({ actorId: "A", key, bodySha256 });

  it("keeps every field of a job", async () => {
    const row = inference({
      failure: { code: "out_of_memory", message: "No memory.", blame: "system", retriable: true },
      submission: { at: "2030-01-02T03:04:06Z", outputLocation: "s3://b/o", failureLocation: null },
      unknownWords: ["zeppelin"],
    });
    expect(await stores.inferences.create(row, undefined)).toBe(true);
    expect(await stores.inferences.find(row.id)).toEqual(row);
  });

  it("reads endpoint, model and earlier claim at once, and creates in one call", async () => {
    const [house, place] = [model(), endpoint()];
    await stores.models.create(house, undefined);
    await stores.endpoints.create(place);
    const request = { endpointId: place.id, modelId: house.id, claim: claimOf("one") };
    const row = inference();
    const calls = await callsDuring(async () => {
      expect(await stores.inferences.readCreationGround(request)).toEqual({
        endpoint: place,
        model: house,
        earlier: undefined,
      });
      expect(await stores.inferences.create(row, request.claim)).toBe(true);
      expect(await stores.inferences.update(row)).toEqual({ ...row, version: 2 });
    });
    expect(calls).toEqual(["BatchGetItemCommand", "TransactWriteItemsCommand", "PutItemCommand"]);
    const again = await stores.inferences.readCreationGround(request);
    expect(again.earlier).toEqual({ id: row.id, bodySha256: "b".repeat(64) });
  });

  it("writes no job when its claim was taken in the meantime", async () => {
    const [first, second] = [inference(), inference()];
    expect(await stores.inferences.create(first, claimOf("two"))).toBe(true);
    expect(await stores.inferences.create(second, claimOf("two"))).toBe(false);
    expect(await stores.inferences.find(second.id)).toBeUndefined();
  });

  it.skipIf(isNotIsolated)("lets one of many requests with the same claim through", async () => {
    const rows = Array.from({ length: 8 }, () => inference());
    const outcomes = await Promise.all(
      rows.map((row) => stores.inferences.create(row, claimOf("race"))),
    );
    expect(outcomes.filter(Boolean)).toHaveLength(1);
  });

  it("forgets a claim after a day, before the sweeper removes it", async () => {
    const claim = claimOf("old");
    await stores.inferences.create(inference(), claim);
    const before = now;
    now = new Date(before.getTime() + 25 * HOUR_MS);
    const ground = { endpointId: ulid(), modelId: ulid(), claim };
    expect((await stores.inferences.readCreationGround(ground)).earlier).toBeUndefined();
    expect(await stores.inferences.create(inference(), claim)).toBe(true);
    now = before;
  });

  it("refuses an update of a version that has moved on", async () => {
    const row = inference();
    await stores.inferences.create(row, undefined);
    expect(await stores.inferences.update({ ...row, state: "running" })).toBeDefined();
    expect(await stores.inferences.update({ ...row, state: "failed" })).toBeUndefined();
    expect(await stores.inferences.find(row.id)).toMatchObject({ state: "running", version: 2 });
  });

  it("does not bring a deleted job back", async () => {
    const row = inference({ state: "completed" });
    await stores.inferences.create(row, undefined);
    expect(await stores.inferences.delete(row)).toBe(true);
    expect(await stores.inferences.update(row)).toBeUndefined();
    expect(await stores.inferences.find(row.id)).toBeUndefined();
  });

  it("lists newest first in full pages, all or only the owner's, in one call a page", async () => {
    const mine = { id: ulid(), name: "Grace" };
    const rows = Array.from({ length: 9 }, () => inference({ owner: mine }));
    for (const row of rows) await stores.inferences.create(row, undefined);
    const newestFirst = rows.map(({ id }) => id).reverse();
    const calls = await callsDuring(async () => {
      const pages = await everyPage((cursor) =>
        stores.inferences.list({ ownerId: mine.id, limit: 4, cursor }),
      );
      expect(pages.map((page) => page.length)).toEqual([4, 4, 1]);
      expect(pages.flat().map(({ id }) => id)).toEqual(newestFirst);
    });
    expect(calls).toEqual(["QueryCommand", "QueryCommand", "QueryCommand"]);
    const exact = await stores.inferences.list({ ownerId: mine.id, limit: 9 });
    expect(exact.nextCursor).toBeNull();
    const all = await stores.inferences.list({ limit: 3 });
    expect(all.rows.map(({ id }) => id)).toEqual(newestFirst.slice(0, 3));
  });

  it("fills a page although DynamoDB cuts it at 1 MB", async () => {
    const mine = { id: ulid(), name: "Mary" };
    const base = inference();
    const parameters = {
      ...base.parameters,
      prompt: "漢".repeat(4000),
      negative_prompt: "字".repeat(4000),
    };
    for (let count = 0; count < 60; count += 1) {
      await stores.inferences.create(
        inference({ owner: mine, parameters, state: "completed" }),
        undefined,
      );
    }
    const page = await stores.inferences.list({ ownerId: mine.id, limit: 55 });
    expect(page.rows).toHaveLength(55);
    expect(page.nextCursor).not.toBeNull();
  });

  it("drops settled jobs from the open ones and counts the queue before a job", async () => {
    const mine = { id: ulid(), name: "Alan" };
    const place = { ...inference().endpoint, id: ulid() };
    const rows = Array.from({ length: 3 }, () => inference({ owner: mine, endpoint: place }));
    for (const row of rows) await stores.inferences.create(row, undefined);
    await stores.inferences.create(inference({ endpoint: place }), undefined);
    const [oldest, middle, newest] = rows as [(typeof rows)[0], (typeof rows)[0], (typeof rows)[0]];
    expect(await stores.inferences.countOpen(place.id)).toBe(4);
    expect(await stores.inferences.countOpen(place.id, newest.id)).toBe(2);
    await stores.inferences.update({ ...middle, state: "failed" });
    expect(await stores.inferences.countOpen(place.id, newest.id)).toBe(1);
    const calls = await callsDuring(async () => {
      const open = await stores.inferences.listOpen({ ownerId: mine.id, limit: 2 });
      expect(open.rows.map(({ id }) => id)).toEqual([newest.id, oldest.id]);
      expect(open.nextCursor).toBeNull();
    });
    expect(calls).toEqual(["QueryCommand"]);
    const pages = await everyPage((cursor) =>
      stores.inferences.listOpen({ ownerId: mine.id, limit: 1, cursor }),
    );
    expect(pages.map((page) => page.length)).toEqual([1, 1]);
  });

  it("reads a job and its images by index in one call; writing images twice changes nothing", async () => {
    const row = inference();
    await stores.inferences.create(row, undefined);
    const images = Array.from({ length: 30 }, (_, index) => image(row.id, index));
    await stores.inferences.putImages(images);
    await stores.inferences.putImages(images);
    const calls = await callsDuring(async () => {
      expect(await stores.inferences.findWithImages(row.id)).toEqual({ row, images });
    });
    expect(calls).toEqual(["QueryCommand"]);
    expect(await stores.inferences.findWithImages(ulid())).toBeUndefined();
  });

  it("lists images newest first, all or only the owner's", async () => {
    const mine = { id: ulid(), name: "Linus" };
    const [first, second] = [ulid(), ulid()];
    const made = [image(first, 0, { owner: mine }), image(second, 0, { owner: mine })];
    const last = image(second, 1, { owner: mine });
    await stores.inferences.putImages([...made, last]);
    const pages = await everyPage((cursor) =>
      stores.inferences.listImages({ ownerId: mine.id, limit: 2, cursor }),
    );
    expect(pages).toEqual([[last, made[1]], [made[0]]]);
    const { rows } = await stores.inferences.listImages({ limit: 1 });
    expect(rows).toEqual([last]);
  });

  it("deletes a job with all its images, and only at its version", async () => {
    const row = inference({ state: "completed" });
    await stores.inferences.create(row, undefined);
    const mine = { id: ulid(), name: "Barbara" };
    await stores.inferences.putImages(
      Array.from({ length: 130 }, (_, index) => image(row.id, index, { owner: mine })),
    );
    expect(await stores.inferences.delete({ ...row, version: 7 })).toBe(false);
    expect((await stores.inferences.findWithImages(row.id))?.images).toHaveLength(130);
    expect(await stores.inferences.delete(row)).toBe(true);
    expect(await stores.inferences.find(row.id)).toBeUndefined();
    const { rows } = await stores.inferences.listImages({ ownerId: mine.id, limit: 1 });
    expect(rows).toEqual([]);
  });

  describe("cursors", () => {
    const refusal = { code: "invalid_input", data: { fields: [{ path: "cursor" }] } };
    const forged = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

    it.each([
      ["no base64", "%%%"],
      ["no JSON", "aGVsbG8"],
      ["null", forged(null)],
      ["another list", forged(["MODELS", ulid()])],
      ["no order", forged(["INFERENCES"])],
      ["an order that is no id", forged(["INFERENCES", "z"])],
      ["an order that is no text", forged(["INFERENCES", 4])],
    ])("are refused when they hold %s", async (_, cursor) => {
      await expect(stores.inferences.list({ cursor, limit: 1 })).rejects.toMatchObject(refusal);
    });

    it("of one person's list are refused in another's", async () => {
      const mine = { id: ulid(), name: "Joan" };
      for (let count = 0; count < 2; count += 1) {
        await stores.inferences.create(inference({ owner: mine }), undefined);
      }
      const page = await stores.inferences.list({ ownerId: mine.id, limit: 1 });
      const cursor = page.nextCursor ?? "";
      await expect(
        stores.inferences.list({ ownerId: ulid(), limit: 1, cursor }),
      ).rejects.toMatchObject(refusal);
    });
  });
});
