import { test } from "vitest";
import { expectError, openMiddleware } from "@/tests/support/middleware";

const middleware = openMiddleware();

test("a link that was never given out does not work", async () => {
  const request = { token: "invented", name: "Eve", password: "a long enough password" };
  expectError(await middleware().call("console", "team.setUp", request), "not_found");
});
