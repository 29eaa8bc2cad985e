import { expect, test } from "vitest";
import { JobScene } from "@/tests/support/job-scene";
import { expectSuccess, openMiddleware } from "@/tests/support/middleware";
import { PARAMETERS } from "@/tests/support/rows";

const middleware = openMiddleware();

test("a job is taken, and a seed of -1 becomes a real one", async () => {
  const scene = await JobScene.build(middleware());
  const answer = await middleware().call(
    "artist",
    "inferences.create",
    scene.request({ seed: -1 }),
  );
  await expectSuccess(answer, "inferences.create");
  expect(answer.body).toMatchObject({
    state: "queued",
    owner: { name: "artist" },
    parameters: { ...PARAMETERS, seed: expect.any(Number) },
  });
  expect(answer.body.parameters.seed).toBeGreaterThanOrEqual(0);
  expect(middleware().sagemaker.taken).toEqual([answer.body.id]);
});

test("the same Idempotency-Key and body give the same job", async () => {
  const scene = await JobScene.build(middleware());
  const headers = { "Idempotency-Key": "one-click" };
  const call = () => middleware().call("artist", "inferences.create", scene.request(), headers);
  const [first, second] = [await call(), await call()];
  expect(second.body.id).toBe(first.body.id);
  expect(second.status).toBe(201);
});
