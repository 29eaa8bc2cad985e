import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Cloud } from "@/infrastructure/local/cloud";
import { DEFAULT_CHECKPOINT, WORKER_ENTRY } from "@/infrastructure/local/engine/weights";
import { NAMES } from "@/infrastructure/local/environment";
import {
  ENGINE_FILES,
  EngineFailure,
  EngineProgress,
  type EngineRequest,
  EngineResult,
} from "@/lib/contract/engine";
import { startTestCloud } from "@/tests/support/cloud";
import { requestOf } from "./job";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const MODEL_KEY = "models/tiny.safetensors";

let cloud: Cloud;
let cacheFolder: string;
let s3: S3Client;
const workers: ChildProcess[] = [];
/** One worker for the tests that leave it as it was. */
let shared: Awaited<ReturnType<typeof startWorker>>;

beforeAll(async () => {
  cloud = await startTestCloud();
  cacheFolder = await mkdtemp(path.join(tmpdir(), "atelier-cache-"));
  s3 = new S3Client({ forcePathStyle: true });
  await put(MODEL_KEY, await readFile(DEFAULT_CHECKPOINT.path));
  shared = await startWorker();
});
afterAll(async () => {
  for (const worker of workers) {
    if (worker.exitCode !== null || worker.signalCode !== null) continue;
    worker.kill("SIGKILL");
    await once(worker, "exit");
  }
  s3.destroy();
  await cloud.close();
  await rm(cacheFolder, { recursive: true, force: true });
});

const put = (Key: string, Body: Buffer | string) =>
  s3.send(new PutObjectCommand({ Bucket: NAMES.bucket, Key, Body }));

async function read(uri: string): Promise<Buffer> {
  const Key = uri.slice(`s3://${NAMES.bucket}/`.length);
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: NAMES.bucket, Key }));
  return Buffer.from(await Body!.transformToByteArray());
}

function requestInCloud(parameters: Partial<EngineRequest["parameters"]> = {}): EngineRequest {
  const request = requestOf(parameters);
  return {
    ...request,
    model: { ...request.model, uri: `s3://${NAMES.bucket}/${MODEL_KEY}` },
    output: { uri: `s3://${NAMES.bucket}/jobs/${request.job_id}/` },
  };
}

async function startWorker() {
  const worker = fork(WORKER_ENTRY, {
    execArgv: ["--import", "tsx"],
    env: { ...process.env, ...cloud.environment, PORT: "0", ATELIER_CACHE_DIR: cacheFolder },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  workers.push(worker);
  const [{ listening }] = (await once(worker, "message")) as [{ listening: number }];
  const origin = `http://127.0.0.1:${listening}`;
  const invoke = async (body: unknown) => {
    const response = await fetch(`${origin}/invocations`, {
      method: "POST",
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  };
  return { process: worker, origin, invoke };
}

/** Read the job's progress until it samples; the test's own time limit ends the wait. */
async function untilSampling({ output }: EngineRequest) {
  for (;;) {
    const found = await read(output.uri + ENGINE_FILES.progress).catch(() => null);
    const progress = found && EngineProgress.parse(JSON.parse(String(found)));
    if (progress?.state === "running") return progress;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe("the worker", () => {
  it("answers ping, runs a job through S3, and another process draws the same bytes", async () => {
    const [first, second] = [shared, await startWorker()];
    expect((await fetch(`${first.origin}/ping`)).status).toBe(200);
    const results = [];
    for (const worker of [first, second]) {
      const request = requestInCloud({ steps: 4 });
      const answer = await worker.invoke(request);
      expect(answer.status).toBe(200);
      const result = EngineResult.parse(answer.body);
      const png = await read(request.output.uri + ENGINE_FILES.image(0));
      const stored = await read(request.output.uri + ENGINE_FILES.result);
      expect(EngineResult.parse(JSON.parse(String(stored)))).toEqual(result);
      results.push({ result, png });
    }
    expect(results[1]!.png.equals(results[0]!.png)).toBe(true);
    expect(results.map(({ result }) => result.model.source)).toEqual(["s3", "disk"]);
  });

  it("marks pictures as final", async () => {
    const worker = shared;
    const request = requestInCloud({ steps: 1 });
    await worker.invoke(request);
    const Key = `jobs/${request.job_id}/${ENGINE_FILES.image(0)}`;
    const head = await s3.send(new HeadObjectCommand({ Bucket: NAMES.bucket, Key }));
    expect(head).toMatchObject({
      ContentType: "image/png",
      CacheControl: "private, max-age=31536000, immutable",
    });
  });

  it("runs jobs one after another in the order they came", async () => {
    const worker = shared;
    const requests = [requestInCloud({ steps: 6 }), requestInCloud({ steps: 1 })];
    const answers = await Promise.all(requests.map((request) => worker.invoke(request)));
    const [first, second] = answers.map(({ body }) => EngineResult.parse(body));
    expect(second!.started_at >= first!.completed_at).toBe(true);
  });

  it("stops when the flag is raised while it samples", async () => {
    const worker = shared;
    const request = requestInCloud({ steps: 100, n_iter: 16 });
    const answer = worker.invoke(request);
    expect((await untilSampling(request)).total_steps).toBe(1600);
    await put(`jobs/${request.job_id}/${ENGINE_FILES.stop}`, "");
    const { status, body } = await answer;
    expect(status).toBe(200);
    expect(EngineResult.parse(body).stopped).toBe(true);
  });

  it("answers a request that it cannot serve with a failure that names the next step", async () => {
    const worker = shared;
    const unknown = await worker.invoke(requestInCloud({ sampler_name: "PLMS" }));
    expect(unknown.status).toBe(400);
    expect(EngineFailure.parse(unknown.body).code).toBe("unknown_sampler");

    const missing = requestInCloud();
    missing.model.uri = `s3://${NAMES.bucket}/models/gone.safetensors`;
    const gone = await worker.invoke(missing);
    expect(gone.status).toBe(400);
    expect(EngineFailure.parse(gone.body).code).toBe("model_not_found");

    expect((await worker.invoke("{")).status).toBe(400);
    expect((await worker.invoke(" ".repeat(2_000_000))).status).toBe(400);
    expect((await fetch(`${worker.origin}/elsewhere`)).status).toBe(404);
  });

  it("ends soon after SIGTERM and fails the job in hand as one to run again", async () => {
    const worker = await startWorker();
    const request = requestInCloud({ steps: 100, n_iter: 16 });
    const answer = worker.invoke(request);
    await untilSampling(request);
    const exit = once(worker.process, "exit");
    worker.process.kill("SIGTERM");
    const { status, body } = await answer;
    expect(status).toBe(500);
    expect(EngineFailure.parse(body)).toMatchObject({ blame: "system", retriable: true });
    expect((await exit)[0]).toBe(0);
  });

  it("ends when its parent is gone", async () => {
    const worker = await startWorker();
    const exit = once(worker.process, "exit");
    worker.process.disconnect();
    expect((await exit)[0]).toBe(0);
  });
});
