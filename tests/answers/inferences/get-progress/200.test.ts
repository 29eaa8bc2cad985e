import { expect, test } from "vitest";
import { JobScene } from "@/tests/support/job-scene";
import { expectSuccess, openMiddleware } from "@/tests/support/middleware";
import { engineProgress } from "@/tests/support/rows";

const middleware = openMiddleware();

test("a job that waits tells how many stand before it", async () => {
  const scene = await JobScene.build(middleware());
  await scene.job("stranger");
  const { id } = await scene.job("artist");
  const answer = await middleware().call("artist", "inferences.getProgress", { id });
  await expectSuccess(answer, "inferences.getProgress");
  expect(answer.body).toMatchObject({ state: "queued", queuePosition: 1, step: 0, totalSteps: 20 });
});

test("a job that runs tells its steps, its preview and the time left", async () => {
  const scene = await JobScene.build(middleware());
  const { id } = await scene.job("artist");
  await scene.writeProgress(id, engineProgress({ step: 5, total_steps: 20 }));
  const answer = await middleware().call("artist", "inferences.getProgress", { id });
  await expectSuccess(answer, "inferences.getProgress");
  expect(answer.body).toMatchObject({ state: "running", queuePosition: null, step: 5 });
  expect(answer.body.preview).toMatch(/^data:image/);
  expect(answer.body.secondsLeft).toBeGreaterThanOrEqual(0);
});
