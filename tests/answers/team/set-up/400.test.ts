import { test } from "vitest";
import { expectInvalid, openMiddleware } from "@/tests/support/middleware";

const middleware = openMiddleware();

test("a short name and a short password are named together", async () => {
  const request = { token: "x", name: "A", password: "short" };
  expectInvalid(await middleware().call("console", "team.setUp", request), "name", "password");
});
