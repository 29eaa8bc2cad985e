import { test } from "vitest";
import { expectError, openMiddleware } from "@/tests/support/middleware";
import { UNKNOWN_ID } from "@/tests/support/rows";

const middleware = openMiddleware();

test("a model that was never there is not found", async () => {
  const request = { id: UNKNOWN_ID, parts: [{ partNumber: 1, etag: "x" }] };
  expectError(await middleware().call("artist", "models.completeUpload", request), "not_found");
});
