import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { handler as onSchedule } from "@/infrastructure/endpoints/on-schedule.lambda";
import type { Cloud } from "@/infrastructure/local/cloud";
import { seed, waitForEndpoint } from "@/infrastructure/local/seed";
import { ASSERTION_HEADER } from "@/lib/contract/assertion";
import type { Inference, InferenceDetail, InferenceProgress } from "@/lib/contract/inferences";
import { ROLE_PERMISSIONS } from "@/lib/rules/permissions";
import { startTestCloud } from "@/tests/support/cloud";
import { PARAMETERS, UNKNOWN_ID } from "@/tests/support/rows";
import { signTestAssertion } from "@/tests/support/signed-assertion";

const ARTIST = { id: UNKNOWN_ID, name: "Ada", permissions: ROLE_PERMISSIONS.artist };

let cloud: Cloud;

beforeAll(async () => {
  cloud = await startTestCloud();
  await seed();
  await waitForEndpoint(() => onSchedule());
});
afterAll(() => cloud.close());

/** A call over HTTP through the gateway, as the console's server makes it. */
async function call<Answer>(method: string, path: string, input?: object): Promise<Answer> {
  const body = input ? JSON.stringify(input) : "";
  const asserted = { connection: cloud.apiUrl, method, path, body };
  const assertion = await signTestAssertion(cloud.apiToken, ARTIST, asserted);
  const response = await fetch(cloud.apiUrl + path, {
    method,
    headers: { "x-api-key": cloud.apiToken, [ASSERTION_HEADER]: assertion },
    body: body || undefined,
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(JSON.stringify(answer));
  return answer as Answer;
}

async function start(change: object = {}): Promise<string> {
  const [models, endpoints] = await Promise.all([
    call<{ items: { id: string }[] }>("GET", "/v1/models?kind=checkpoint&limit=1"),
    call<{ items: { id: string }[] }>("GET", "/v1/endpoints?limit=1"),
  ]);
  const { id } = await call<Inference>("POST", "/v1/inferences", {
    endpointId: endpoints.items[0]!.id,
    modelId: models.items[0]!.id,
    parameters: { ...PARAMETERS, ...change },
  });
  return id;
}

/** Watch a job, as the studio does, until it shows what a test waits for. */
async function watch(id: string, isThere: (progress: InferenceProgress) => boolean) {
  for (;;) {
    const progress = await call<InferenceProgress>("GET", `/v1/inferences/${id}/progress`);
    if (isThere(progress)) return progress;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function finishedImages(id: string) {
  await watch(id, ({ state }) => ["completed", "stopped", "failed"].includes(state));
  const job = await call<InferenceDetail>("GET", `/v1/inferences/${id}`);
  const files = job.images.map(async ({ url }) => {
    const bytes = Buffer.from(await (await fetch(url)).arrayBuffer());
    return createHash("sha256").update(bytes).digest("hex");
  });
  return { job, hashes: await Promise.all(files) };
}

test("a job makes its pictures, and the same seed makes the same ones to the byte", async () => {
  const first = await finishedImages(await start({ steps: 4 }));
  expect(first.job).toMatchObject({ state: "completed", imageCount: 2, failure: null });
  expect(first.job.timings?.sample_seconds).toBeGreaterThan(0);
  const second = await finishedImages(await start({ steps: 4 }));
  expect(second.hashes).toEqual(first.hashes);
  const other = await finishedImages(await start({ steps: 4, seed: 8, n_iter: 1 }));
  expect(other.hashes).toEqual([first.hashes[1]]);
}, 120_000);

test("a job that runs is stopped, and keeps what it has made", async () => {
  const id = await start({ steps: 30, n_iter: 16 });
  await watch(id, ({ imagesDone }) => imagesDone > 0);
  await call("POST", `/v1/inferences/${id}/stop`);
  const { job } = await finishedImages(id);
  expect(job.state).toBe("stopped");
  expect(job.imageCount).toBeGreaterThan(0);
  expect(job.imageCount).toBeLessThan(16);
  expect(job.images).toHaveLength(job.imageCount);
}, 120_000);
