import { test } from "vitest";
import { JobScene } from "@/tests/support/job-scene";
import { expectError, openMiddleware } from "@/tests/support/middleware";

const middleware = openMiddleware();

test("a job that is still open cannot be deleted", async () => {
  const scene = await JobScene.build(middleware());
  const { id } = await scene.job("artist");
  const answer = await middleware().call("artist", "inferences.delete", { id });
  expectError(answer, "not_in_this_state", { state: "queued" });
});
