import { test } from "vitest";
import { JobScene } from "@/tests/support/job-scene";
import { expectError, openMiddleware } from "@/tests/support/middleware";
import { engineResult } from "@/tests/support/rows";

const middleware = openMiddleware();

test("a job that has ended cannot be stopped", async () => {
  const scene = await JobScene.build(middleware());
  const { id } = await scene.job("artist");
  await scene.writeResult(id, engineResult(id, 1));
  await middleware().call("artist", "inferences.getProgress", { id });
  const answer = await middleware().call("artist", "inferences.stop", { id });
  expectError(answer, "not_in_this_state", { state: "completed" });
});
