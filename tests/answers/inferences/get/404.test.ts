import { expect, test } from "vitest";
import { JobScene } from "@/tests/support/job-scene";
import { expectError, openMiddleware } from "@/tests/support/middleware";
import { UNKNOWN_ID } from "@/tests/support/rows";

const middleware = openMiddleware();

test("a job that was never there is not found", async () => {
  const answer = await middleware().call("artist", "inferences.get", { id: UNKNOWN_ID });
  expectError(answer, "not_found");
});

test("somebody else's job is answered just like one that was never there", async () => {
  const scene = await JobScene.build(middleware());
  const { id } = await scene.job("artist");
  const theirs = await middleware().call("stranger", "inferences.get", { id });
  const absent = await middleware().call("stranger", "inferences.get", { id: UNKNOWN_ID });
  expectError(theirs, "not_found");
  expect(theirs.body.message).toBe(absent.body.message);
});
