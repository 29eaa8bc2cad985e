import { expect, test } from "vitest";
import { openSetUp } from "@/lib/use-cases/team/open-set-up";
import { expectSuccess, openMiddleware } from "@/tests/support/middleware";

const middleware = openMiddleware();

const check = (token: string) => middleware().call("console", "team.checkSetUp", { token });

test("a link is open, and an older or invented one looks expired", async () => {
  const older = await openSetUp(middleware().ports);
  const newer = await openSetUp(middleware().ports);
  if (older.state !== "open" || newer.state !== "open") throw new Error("Nobody has set up yet.");
  const answer = await check(newer.token);
  await expectSuccess(answer, "team.checkSetUp");
  expect(answer.body.state).toBe("open");
  expect((await check(older.token)).body.state).toBe("expired");
  expect((await check("invented")).body.state).toBe("expired");
});
