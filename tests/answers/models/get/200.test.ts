import { expect, test } from "vitest";
import { JobScene } from "@/tests/support/job-scene";
import { expectSuccess, openMiddleware } from "@/tests/support/middleware";

const middleware = openMiddleware();

test("a model is shown without its key or its upload", async () => {
  const { model } = await JobScene.build(middleware());
  const answer = await middleware().call("viewer", "models.get", { id: model.id });
  await expectSuccess(answer, "models.get");
  expect(answer.body).toMatchObject({ id: model.id, name: model.name, state: "ready" });
});
