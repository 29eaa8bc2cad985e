import { test } from "vitest";
import { expectError, openMiddleware } from "@/tests/support/middleware";

const middleware = openMiddleware();

test("an Idempotency-Key of another request is a conflict", async () => {
  const headers = { "Idempotency-Key": "used" };
  const input = { name: "First", fileName: "a.safetensors", sizeBytes: 1000 };
  await middleware().call("artist", "models.create", input, headers);
  const other = { ...input, name: "Second" };
  expectError(await middleware().call("artist", "models.create", other, headers), "conflict");
});
