import { expect, test } from "vitest";
import { expectError, expectSuccess, openMiddleware } from "@/tests/support/middleware";
import { safetensors, TINY_HEADER } from "@/tests/support/safetensors";
import { announce, upload } from "@/tests/support/upload";

const middleware = openMiddleware();

test("a model goes with its file, and its name is free again", async () => {
  const bytes = safetensors(TINY_HEADER);
  const { body } = await upload(middleware(), "artist", bytes, { name: "Short-lived" });
  const answer = await middleware().call("administrator", "models.delete", { id: body.id });
  await expectSuccess(answer, "models.delete");
  expectError(await middleware().call("artist", "models.get", { id: body.id }), "not_found");
  const { objects, objectKeys } = middleware().ports;
  expect(await objects.sizeBytes(objectKeys.model(body.id))).toBeUndefined();
  const again = await announce(middleware(), "artist", bytes, { name: "Short-lived" });
  expect(again.status).toBe(201);
});

test("an upload can be given up", async () => {
  const { body } = await announce(middleware(), "artist", safetensors(TINY_HEADER));
  const answer = await middleware().call("administrator", "models.delete", { id: body.model.id });
  await expectSuccess(answer, "models.delete");
});
