import { expect, test } from "vitest";
import { JobScene } from "@/tests/support/job-scene";
import { expectError, expectSuccess, openMiddleware } from "@/tests/support/middleware";
import { engineResult } from "@/tests/support/rows";

const middleware = openMiddleware();

test("a settled job goes with its images and its objects", async () => {
  const scene = await JobScene.build(middleware());
  const { id } = await scene.job("artist");
  await scene.writeResult(id, engineResult(id, 1));
  await middleware().call("artist", "inferences.getProgress", { id });

  const answer = await middleware().call("artist", "inferences.delete", { id });
  await expectSuccess(answer, "inferences.delete");
  expectError(await middleware().call("artist", "inferences.get", { id }), "not_found");
  const { objects, objectKeys } = middleware().ports;
  const result = `${objectKeys.inferencePrefix(id)}result.json`;
  expect(await objects.readText(result)).toBeUndefined();
  const { body } = await middleware().call("artist", "images.list");
  expect(body.items).toEqual([]);
});
