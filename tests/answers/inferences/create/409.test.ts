import { expect, test } from "vitest";
import { JobScene } from "@/tests/support/job-scene";
import { expectError, openMiddleware } from "@/tests/support/middleware";

const middleware = openMiddleware();

test("an endpoint that is not in service takes no job", async () => {
  const scene = await JobScene.build(middleware(), { state: "creating" });
  const answer = await middleware().call("artist", "inferences.create", scene.request());
  expectError(answer, "not_in_this_state", { state: "creating" });
  expect(answer.body.data.allowed).toContain("in_service");
});

test("a model that is still uploading makes no images", async () => {
  const scene = await JobScene.build(middleware(), {}, { state: "uploading" });
  const answer = await middleware().call("artist", "inferences.create", scene.request());
  expectError(answer, "not_in_this_state", { state: "uploading", allowed: ["ready"] });
});

test("an Idempotency-Key of another request is a conflict", async () => {
  const scene = await JobScene.build(middleware());
  const headers = { "Idempotency-Key": "used" };
  await middleware().call("artist", "inferences.create", scene.request(), headers);
  const other = scene.request({ steps: 11 });
  expectError(await middleware().call("artist", "inferences.create", other, headers), "conflict");
});
