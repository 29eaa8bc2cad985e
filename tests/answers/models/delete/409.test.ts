import { expect, test } from "vitest";
import { deleteModel } from "@/lib/use-cases/models/delete";
import { JobScene } from "@/tests/support/job-scene";
import { openMiddleware } from "@/tests/support/middleware";

const middleware = openMiddleware();

test("a model that somebody else has just changed is a conflict", async () => {
  const { model } = await JobScene.build(middleware());
  const { ports } = middleware();
  // The other person's write falls between this request's read and its own write.
  const models = {
    ...ports.models,
    find: async (id: string) => {
      const row = await ports.models.find(id);
      if (row) await ports.models.update({ ...row, fileName: "renamed.safetensors" });
      return row;
    },
  };
  const actor = middleware().actor("administrator");
  const deleting = deleteModel({ ...ports, models, actor }, { id: model.id });
  await expect(deleting).rejects.toMatchObject({ code: "conflict" });
  expect(await ports.models.find(model.id)).toMatchObject({ state: "ready" });
});
