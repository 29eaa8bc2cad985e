import { expect, test } from "vitest";
import { openSetUp } from "@/lib/use-cases/team/open-set-up";
import { expectSuccess, openMiddleware } from "@/tests/support/middleware";

const middleware = openMiddleware();

test("the link makes the administrator and signs them in", async () => {
  const link = await openSetUp(middleware().ports);
  if (link.state !== "open") throw new Error("Nobody has set up yet.");
  const request = { token: link.token, name: "Ada", password: "a long enough password" };
  const answer = await middleware().call("console", "team.setUp", request);
  await expectSuccess(answer, "team.setUp");
  expect(answer.body.user).toMatchObject({ name: "Ada", role: "administrator" });
  expect(await openSetUp(middleware().ports)).toEqual({ state: "done" });

  const { sessionId } = answer.body;
  const session = await middleware().call("console", "team.findSession", { sessionId });
  expect(session.body.user.id).toBe(answer.body.user.id);
});
