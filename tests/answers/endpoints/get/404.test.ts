import { test } from "vitest";
import { expectError, openMiddleware } from "@/tests/support/middleware";
import { UNKNOWN_ID } from "@/tests/support/rows";

const middleware = openMiddleware();

test("a endpoint that was never there is not found", async () => {
  const answer = await middleware().call("artist", "endpoints.get", { id: UNKNOWN_ID });
  expectError(answer, "not_found");
});
