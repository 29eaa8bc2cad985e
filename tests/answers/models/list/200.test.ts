import { expect, test } from "vitest";
import { JobScene } from "@/tests/support/job-scene";
import { expectSuccess, openMiddleware } from "@/tests/support/middleware";

const middleware = openMiddleware();

test("models are listed newest first, and by kind", async () => {
  const lora = await JobScene.build(middleware(), {}, { kind: "lora" });
  const checkpoint = await JobScene.build(middleware());
  const all = await middleware().call("viewer", "models.list");
  await expectSuccess(all, "models.list");
  const ids = all.body.items.map(({ id }: { id: string }) => id);
  expect(ids).toEqual([checkpoint.model.id, lora.model.id]);

  const loras = await middleware().call("viewer", "models.list", { kind: "lora" });
  expect(loras.body.items.map(({ id }: { id: string }) => id)).toEqual([lora.model.id]);
});
