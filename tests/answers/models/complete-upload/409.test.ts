import { test } from "vitest";
import { JobScene } from "@/tests/support/job-scene";
import { expectError, openMiddleware } from "@/tests/support/middleware";

const middleware = openMiddleware();

test("a model that is being deleted cannot be completed", async () => {
  const { id, name } = middleware().actor("artist");
  const { model } = await JobScene.build(
    middleware(),
    {},
    { state: "deleting", owner: { id, name } },
  );
  const request = { id: model.id, parts: [{ partNumber: 1, etag: "x" }] };
  const answer = await middleware().call("artist", "models.completeUpload", request);
  expectError(answer, "not_in_this_state", { state: "deleting" });
});
