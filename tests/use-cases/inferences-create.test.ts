import { expect, test } from "vitest";
import type { EngineRequest } from "@/lib/contract/engine";
import type { Ports } from "@/lib/ports/ports";
import { createInference } from "@/lib/use-cases/inferences/create";
import { reconcileInference } from "@/lib/use-cases/inferences/reconcile";
import { JobScene } from "@/tests/support/job-scene";
import { openMiddleware } from "@/tests/support/middleware";
import { engineResult } from "@/tests/support/rows";

const middleware = openMiddleware();

const contextWith = (change: Partial<Ports> = {}) => ({
  ...middleware().ports,
  ...change,
  actor: middleware().actor("artist"),
});

const claimOf = (key: string, body = "a") => ({
  actorId: middleware().actor("artist").id,
  key,
  bodySha256: body.repeat(64),
});

const jobsOfArtist = async () => {
  const { id: ownerId } = middleware().actor("artist");
  return (await middleware().ports.inferences.list({ limit: 100, ownerId })).rows;
};

test("ten equal requests at once make one job", async () => {
  const scene = await JobScene.build(middleware());
  const create = () => createInference(contextWith(), scene.request(), claimOf("ten"));
  const made = await Promise.all(Array.from({ length: 10 }, create));
  expect(new Set(made.map(({ id }) => id)).size).toBe(1);
  expect(middleware().sagemaker.taken.filter((id) => id === made[0]?.id)).toHaveLength(1);
});

test("the same key of two people makes two jobs", async () => {
  const scene = await JobScene.build(middleware());
  const headers = { "Idempotency-Key": "shared" };
  const call = (person: "artist" | "stranger") =>
    middleware().call(person, "inferences.create", scene.request(), headers);
  const [mine, theirs] = [await call("artist"), await call("stranger")];
  expect(mine.status).toBe(201);
  expect(theirs.body.id).not.toBe(mine.body.id);
});

test("a throttled endpoint delays a job and never loses it", async () => {
  const scene = await JobScene.build(middleware());
  const { sagemaker } = middleware();
  sagemaker.mode = "throttle";
  const made = await createInference(contextWith(), scene.request());
  sagemaker.mode = "take";
  expect(made.state).toBe("queued");
  expect((await jobsOfArtist()).map(({ id }) => id)).toContain(made.id);

  const clock = { now: () => new Date(Date.now() + 31_000) };
  const system = { kind: "system" } as const;
  await reconcileInference({ ...middleware().ports, clock, actor: system }, { id: made.id });
  expect(sagemaker.taken).toContain(made.id);
});

test("a job that its endpoint refuses for good is kept as failed, with the reason", async () => {
  const scene = await JobScene.build(middleware());
  const { sagemaker } = middleware();
  sagemaker.mode = "absent";
  const made = await createInference(contextWith(), scene.request());
  sagemaker.mode = "take";
  expect(made).toMatchObject({ state: "failed", failure: { code: "endpoint_gone" } });
  expect(made.failure?.message).toMatch(/Choose another/);
});

test("a result that comes before the submission is recorded is not written over", async () => {
  const scene = await JobScene.build(middleware());
  const { compute } = middleware().ports;
  const system = { kind: "system" } as const;
  /** A job so fast that its notification overtakes the answer to its submission. */
  const submit = async (name: string, request: EngineRequest) => {
    const submission = await compute.submit(name, request);
    await scene.writeResult(request.job_id, engineResult(request.job_id, 2));
    await reconcileInference({ ...middleware().ports, actor: system }, { id: request.job_id });
    return submission;
  };
  const context = contextWith({ compute: { ...compute, submit } });
  const made = await createInference(context, scene.request());
  expect(made).toMatchObject({ state: "completed", imageCount: 2 });
});

test("a request repeated after a crash before the submission finds its job", async () => {
  const scene = await JobScene.build(middleware());
  const { inferences } = middleware().ports;
  const create = async (...args: Parameters<typeof inferences.create>) => {
    await inferences.create(...args);
    throw new Error("killed");
  };
  const dying = contextWith({ inferences: { ...inferences, create } });
  const claim = claimOf("crash");
  await expect(createInference(dying, scene.request(), claim)).rejects.toThrow("killed");
  const again = await createInference(contextWith(), scene.request(), claim);
  expect(again.state).toBe("queued");
  expect((await jobsOfArtist()).filter(({ id }) => id === again.id)).toHaveLength(1);
});

test("creating a job costs three calls of the store", async () => {
  const scene = await JobScene.build(middleware());
  const { inferences } = middleware().ports;
  let calls = 0;
  const counted = new Proxy(inferences, {
    get(store, name: keyof typeof inferences) {
      calls += 1;
      return store[name];
    },
  });
  await createInference(contextWith({ inferences: counted }), scene.request(), claimOf("count"));
  expect(calls).toBe(3);
});
