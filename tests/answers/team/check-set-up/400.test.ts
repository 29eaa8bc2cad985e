import { test } from "vitest";
import { expectInvalid, openMiddleware } from "@/tests/support/middleware";

const middleware = openMiddleware();

test("a token that is far too long is refused", async () => {
  const token = "x".repeat(201);
  expectInvalid(await middleware().call("console", "team.checkSetUp", { token }), "token");
});
