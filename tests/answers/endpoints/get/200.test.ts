import { expect, test } from "vitest";
import { JobScene } from "@/tests/support/job-scene";
import { expectSuccess, openMiddleware } from "@/tests/support/middleware";

const middleware = openMiddleware();

test("an endpoint tells how many jobs it has before it", async () => {
  const scene = await JobScene.build(middleware());
  await scene.job("artist");
  await scene.job("stranger");
  const { id } = scene.endpoint;
  const answer = await middleware().call("viewer", "endpoints.get", { id });
  await expectSuccess(answer, "endpoints.get");
  expect(answer.body.queueDepth).toBe(2);
});
