import { test } from "vitest";
import { expectInvalid, openMiddleware } from "@/tests/support/middleware";

const middleware = openMiddleware();

test("what cannot be a session id is refused", async () => {
  const answer = await middleware().call("console", "team.findSession", { sessionId: "short" });
  expectInvalid(answer, "sessionId");
});
