import { test } from "vitest";
import { expectError, openMiddleware } from "@/tests/support/middleware";
import { UNKNOWN_ID } from "@/tests/support/rows";

const middleware = openMiddleware();

test("a model that was never there is not found", async () => {
  const request = { id: UNKNOWN_ID, partNumbers: [1] };
  expectError(await middleware().call("artist", "models.signParts", request), "not_found");
});
