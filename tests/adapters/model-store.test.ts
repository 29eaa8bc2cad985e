import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createStores, type Stores } from "@/infrastructure/adapters/dynamodb/stores";
import { clouds, openTestTable, type TestTable } from "./support/clouds";
import { model, ulid } from "./support/rows";

describe.each(clouds)("models on $name", (cloud) => {
  let table: TestTable;
  let stores: Stores;

  beforeAll(async () => {
    table = await openTestTable(cloud);
    stores = createStores({ ...table, now: () => new Date() });
  });
  afterAll(() => table.close());

  const claimOf = (key: string) => ({ actorId: "A", key, bodySha256: "c".repeat(64) });

  it("keeps every field", async () => {
    const row = model({ family: "tiny", tensorCount: 412, state: "ready", uploadId: null });
    expect(await stores.models.create(row, undefined)).toEqual({ outcome: "created" });
    expect(await stores.models.find(row.id)).toEqual(row);
    expect(await stores.models.find(ulid())).toBeUndefined();
  });

  it("gives a name once, whatever its case and Unicode form", async () => {
    await stores.models.create(model({ name: "Café ﬁne" }), undefined);
    const second = model({ name: "CAFE\u0301 FINE" });
    expect(await stores.models.create(second, undefined)).toEqual({ outcome: "name_taken" });
    expect(await stores.models.find(second.id)).toBeUndefined();
  });

  it("tells a repeated request from a taken name", async () => {
    const first = model({ name: "Repeated" });
    const claim = claimOf("k");
    await stores.models.create(first, claim);
    const again = await stores.models.create(model({ name: "Repeated" }), claim);
    expect(again).toEqual({ outcome: "claimed_before" });
    expect(await stores.models.findClaimed(claim)).toEqual({
      id: first.id,
      bodySha256: claim.bodySha256,
    });
    expect(await stores.models.findClaimed(claimOf("never"))).toBeUndefined();
  });

  it("frees the name with the row, and only at its version", async () => {
    const row = model({ name: "Freed" });
    await stores.models.create(row, undefined);
    expect(await stores.models.delete({ ...row, version: 3 })).toBe(false);
    expect(await stores.models.find(row.id)).toEqual(row);
    expect(await stores.models.delete(row)).toBe(true);
    expect(await stores.models.create(model({ name: "freed" }), undefined)).toEqual({
      outcome: "created",
    });
  });

  it("lists by kind, newest first", async () => {
    const rows = [model({ kind: "lora" }), model({ kind: "lora" }), model({ kind: "lora" })];
    for (const row of rows) await stores.models.create(row, undefined);
    await stores.models.create(model(), undefined);
    const first = await stores.models.list({ kind: "lora", limit: 2 });
    expect(first.rows).toEqual([rows[2], rows[1]]);
    const cursor = first.nextCursor ?? "";
    const second = await stores.models.list({ kind: "lora", limit: 2, cursor });
    expect(second).toEqual({ rows: [rows[0]], nextCursor: null });
    expect((await stores.models.list({ limit: 1 })).rows[0]?.kind).toBe("checkpoint");
    await expect(stores.models.list({ kind: "vae", limit: 2, cursor })).rejects.toMatchObject({
      code: "invalid_input",
    });
  });

  it("updates only the version that was read", async () => {
    const row = model();
    await stores.models.create(row, undefined);
    const ready = { ...row, state: "ready" as const, uploadId: null };
    expect(await stores.models.update(ready)).toEqual({ ...ready, version: 2 });
    expect(await stores.models.update(ready)).toBeUndefined();
  });
});
