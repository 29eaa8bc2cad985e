import { copyFile, readdir, rm } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { EngineError } from "@/infrastructure/local/engine/engine-error";
import { ModelCache } from "@/infrastructure/local/engine/model-cache";
import { ModelFiles } from "@/infrastructure/local/engine/model-files";
import { DEFAULT_CHECKPOINT } from "@/infrastructure/local/engine/weights";
import { openWorkbench, type Workbench } from "./job";

const URI = "s3://bucket/models/tiny.safetensors";
const OTHER = "s3://bucket/models/other.safetensors";

vi.setConfig({ testTimeout: 120_000 });

let workbench: Workbench;
beforeEach(async () => {
  workbench = await openWorkbench();
  await copyFile(
    DEFAULT_CHECKPOINT.path,
    path.join(workbench.folder, "objects/bucket/models/other.safetensors"),
  );
});
afterEach(() => rm(workbench.folder, { recursive: true, force: true }));

const cacheFiles = () => readdir(path.join(workbench.folder, "cache"));

describe("the model cache", () => {
  it("finds a model in storage, then in memory, and another worker finds it on disk", async () => {
    const { files, models } = workbench;
    expect((await models.load(URI)).source).toBe("s3");
    expect((await models.load(URI)).source).toBe("memory");
    expect((await new ModelCache(files, 1).load(URI)).source).toBe("disk");
  });

  it("loads once when asked twice at the same time", async () => {
    const [first, second] = await Promise.all([
      workbench.models.load(URI),
      workbench.models.load(URI),
    ]);
    expect(second.model).toBe(first.model);
  });

  it("loads anew when the object's bytes changed", async () => {
    const { models, store } = workbench;
    const before = await models.load(URI);
    await store.putObject(URI, await store.read(OTHER), { contentType: "", cacheControl: "" });
    expect((await models.load(URI)).model).not.toBe(before.model);
  });

  it("keeps the newest model in memory even when it alone is over the limit", async () => {
    const models = new ModelCache(workbench.files, 1);
    await models.load(URI);
    await models.load(OTHER);
    expect((await models.load(OTHER)).source).toBe("memory");
    expect((await models.load(URI)).source).toBe("disk");
  });

  it("removes the least recently used file over the disk limit, and never leaves parts", async () => {
    const { store, folder } = workbench;
    const files = new ModelFiles(store, path.join(folder, "cache"), 20_000_000);
    await files.read(URI, await files.keyOf(URI));
    const [first] = await cacheFiles();
    await files.read(OTHER, await files.keyOf(OTHER));
    const left = await cacheFiles();
    expect(left).toHaveLength(1);
    expect(left).not.toContain(first);
  });

  it("says that a model is gone", async () => {
    const error = await workbench.models.load("s3://bucket/models/gone").catch((e: unknown) => e);
    expect((error as EngineError).failure).toMatchObject({
      code: "model_not_found",
      blame: "user",
    });
  });

  it("does not keep a file that arrived short", async () => {
    const { files } = workbench;
    const place = await files.keyOf(URI);
    const read = files.read(URI, { ...place, sizeBytes: place.sizeBytes + 1 });
    await expect(read).rejects.toBeInstanceOf(EngineError);
    expect(await cacheFiles()).toEqual([]);
  });
});
