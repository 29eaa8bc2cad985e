import { test } from "vitest";
import { expectError, openMiddleware } from "@/tests/support/middleware";

const middleware = openMiddleware();

test("a session that was never started is not found", async () => {
  const request = { sessionId: "x".repeat(43) };
  expectError(await middleware().call("console", "team.findSession", request), "not_found");
});
