import { test } from "vitest";
import { openSetUp } from "@/lib/use-cases/team/open-set-up";
import { expectError, openMiddleware } from "@/tests/support/middleware";

const middleware = openMiddleware();

test("a link works once", async () => {
  const link = await openSetUp(middleware().ports);
  if (link.state !== "open") throw new Error("Nobody has set up yet.");
  const request = { token: link.token, name: "Ada", password: "a long enough password" };
  await middleware().call("console", "team.setUp", request);
  const again = { ...request, name: "Eve" };
  expectError(await middleware().call("console", "team.setUp", again), "conflict");
});
