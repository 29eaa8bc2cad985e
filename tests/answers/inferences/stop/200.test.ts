import { expect, test } from "vitest";
import { JobScene } from "@/tests/support/job-scene";
import { expectSuccess, openMiddleware } from "@/tests/support/middleware";
import { engineProgress } from "@/tests/support/rows";

const middleware = openMiddleware();

test("a job that waits is stopped at once, and its worker is told", async () => {
  const scene = await JobScene.build(middleware());
  const { id } = await scene.job("artist");
  const answer = await middleware().call("artist", "inferences.stop", { id });
  await expectSuccess(answer, "inferences.stop");
  expect(answer.body.state).toBe("stopped");
  expect(await scene.readStopFlag(id)).toBeDefined();
});

test("a job that runs is stopping until its worker has ended", async () => {
  const scene = await JobScene.build(middleware());
  const { id } = await scene.job("artist");
  await scene.writeProgress(id, engineProgress());
  const answer = await middleware().call("artist", "inferences.stop", { id });
  await expectSuccess(answer, "inferences.stop");
  expect(answer.body.state).toBe("stopping");
  const again = await middleware().call("artist", "inferences.stop", { id });
  expect(again.body.state).toBe("stopping");
});
