import { describe, expect, test } from "vitest";
import { completeUpload } from "@/lib/use-cases/models/complete-upload";
import { deleteModel } from "@/lib/use-cases/models/delete";
import { registerModel } from "@/lib/use-cases/models/register";
import { expectError, openMiddleware } from "@/tests/support/middleware";
import { safetensors, TINY_HEADER } from "@/tests/support/safetensors";
import { announce, upload, uploadParts } from "@/tests/support/upload";

const middleware = openMiddleware();
const BYTES = safetensors(TINY_HEADER);
const artist = () => ({ ...middleware().ports, actor: middleware().actor("artist") });

describe("uploading", () => {
  test("a process that dies after assembling is made good by completing again", async () => {
    const request = await uploadParts(middleware(), "artist", BYTES);
    const { models } = middleware().ports;
    const dying = { ...models, update: () => Promise.reject(new Error("killed")) };
    const completing = completeUpload({ ...artist(), models: dying }, request);
    await expect(completing).rejects.toThrow("killed");
    expect((await completeUpload(artist(), request)).state).toBe("ready");
  });

  test("two who complete at once get the same answer", async () => {
    const request = await uploadParts(middleware(), "artist", BYTES);
    const answers = await Promise.all([1, 2, 3].map(() => completeUpload(artist(), request)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.state).toBe("ready");
  });

  test("fewer bytes than announced are refused", async () => {
    const { body } = await announce(middleware(), "artist", BYTES);
    const { id } = body.model;
    const { models } = middleware().ports;
    const row = await models.find(id);
    if (!row) throw new Error("The model is gone.");
    // The signed address takes exactly what was announced, so the row is what differs here.
    await models.update({ ...row, sizeBytes: BYTES.length + 1 });
    const request = { id, partNumbers: [1] };
    const signed = await middleware().call("artist", "models.signParts", request);
    const longer = Buffer.concat([BYTES, Buffer.alloc(1)]);
    const put = await fetch(signed.body.parts[0].url, {
      method: "PUT",
      body: new Uint8Array(longer),
    });
    const parts = [{ partNumber: 1, etag: put.headers.get("etag") ?? "" }];
    const completed = await completeUpload(artist(), { id, parts });
    expect(completed).toMatchObject({ state: "refused", failure: { code: "model_unreadable" } });
  });

  test("nobody else continues an upload, and nobody else may learn more than that", async () => {
    const { id, parts } = await uploadParts(middleware(), "artist", BYTES);
    const sign = { id, partNumbers: [1] };
    expectError(await middleware().call("stranger", "models.signParts", sign), "forbidden");
    const complete = { id, parts };
    expectError(
      await middleware().call("stranger", "models.completeUpload", complete),
      "forbidden",
    );
  });

  test("a name that is taken leaves no upload behind and can be used after a deletion", async () => {
    const { body } = await upload(middleware(), "artist", BYTES, { name: "Only one" });
    const taken = await announce(middleware(), "artist", BYTES, { name: "ONLY ONE" });
    expectError(taken, "invalid_input");
    await deleteModel(artist(), { id: body.id });
    const free = await announce(middleware(), "artist", BYTES, { name: "Only one" });
    expect(free.status).toBe(201);
  });
});

describe("deleting", () => {
  test("a file that cannot be removed leaves the model visible, to be deleted again", async () => {
    const { body } = await upload(middleware(), "artist", BYTES);
    const { objects } = middleware().ports;
    const failing = { ...objects, delete: () => Promise.reject(new Error("S3 is down")) };
    const deleting = deleteModel({ ...artist(), objects: failing }, { id: body.id });
    await expect(deleting).rejects.toThrow("S3 is down");
    const seen = await middleware().call("artist", "models.get", { id: body.id });
    expect(seen.body.state).toBe("deleting");
    expect(await deleteModel(artist(), { id: body.id })).toEqual({ id: body.id });
  });

  test("an artist may not delete models", async () => {
    const { body } = await upload(middleware(), "artist", BYTES);
    expectError(await middleware().call("artist", "models.delete", { id: body.id }), "forbidden");
  });
});

describe("registering a file that is in the bucket already", () => {
  const OWNER = { id: "01ARZ3NDEKTSV4RRFFQ69G5FAV", name: "Atelier" };
  const register = (id: string, name: string) =>
    registerModel(artist(), {
      id,
      name,
      kind: "checkpoint",
      fileName: "t.safetensors",
      owner: OWNER,
    });

  test("it becomes a ready model, once", async () => {
    const { ids, objects, objectKeys } = middleware().ports;
    const id = ids.next();
    // The fixture's bytes are ASCII but for the length, whose bytes are below 128 as well.
    await objects.writeText(objectKeys.model(id), BYTES.toString("latin1"), "text/plain");
    const first = await register(id, "Seeded");
    const second = await register(id, "Seeded");
    expect(first).toMatchObject({ id, state: "ready", family: "tiny", sizeBytes: BYTES.length });
    expect(second).toEqual(first);
  });

  test("a file that is not there is told", async () => {
    const absent = register(middleware().ports.ids.next(), "Absent");
    await expect(absent).rejects.toMatchObject({ code: "invalid_input" });
  });
});
