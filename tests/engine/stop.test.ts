import { rm } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { EngineError } from "@/infrastructure/local/engine/engine-error";
import { runJob } from "@/infrastructure/local/engine/invocation";
import { ENGINE_FILES } from "@/lib/contract/engine";
import { openWorkbench, requestOf, type Workbench } from "./job";

vi.setConfig({ testTimeout: 120_000 });

let workbench: Workbench;
beforeEach(async () => {
  workbench = await openWorkbench();
});
afterEach(() => rm(workbench.folder, { recursive: true, force: true }));

const HEADERS = { contentType: "text/plain", cacheControl: "no-store" };

describe("a job that is asked to stop", () => {
  it("before it starts makes nothing and says so", async () => {
    const { store, models, shutdown } = workbench;
    const request = requestOf({});
    await store.putObject(request.output.uri + ENGINE_FILES.stop, "", HEADERS);
    const result = await runJob(request, { store, models, shutdown: shutdown.signal });
    expect(result).toMatchObject({ stopped: true, images: [] });
  });

  it("stops within a step and keeps the pictures that are done", async () => {
    const { store, models, shutdown } = workbench;
    const request = requestOf({ steps: 100, n_iter: 16, width: 64, height: 64 });
    store.onPut = (uri) => {
      if (!uri.endsWith(ENGINE_FILES.thumbnail(0))) return;
      void store.putObject(request.output.uri + ENGINE_FILES.stop, "", HEADERS);
    };
    const result = await runJob(request, { store, models, shutdown: shutdown.signal });
    expect(result.stopped).toBe(true);
    expect(result.images.length).toBeGreaterThanOrEqual(1);
    expect(result.images.length).toBeLessThan(16);
    for (const { file } of result.images) {
      expect((await store.read(request.output.uri + file)).length).toBeGreaterThan(0);
    }
  });
});

describe("a worker that shuts down", () => {
  it("fails the job as one to run again, without a result", async () => {
    const { store, models, shutdown } = workbench;
    const request = requestOf({ steps: 100 });
    store.onPut = (uri) => uri.endsWith(ENGINE_FILES.progress) && shutdown.abort();
    const job = runJob(request, { store, models, shutdown: shutdown.signal });
    const error = await job.catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(EngineError);
    expect((error as EngineError).failure).toMatchObject({ blame: "system", retriable: true });
    expect(await store.statObject(request.output.uri + ENGINE_FILES.result)).toBeNull();
  });
});
