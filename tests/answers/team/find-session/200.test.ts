import { expect, test } from "vitest";
import { createUser } from "@/tests/support/create-user";
import { expectSuccess, openMiddleware } from "@/tests/support/middleware";

const middleware = openMiddleware();

test("a session tells its user and present rights", async () => {
  await createUser(middleware(), { name: "Grace", password: "correct horse battery" });
  const request = { name: "Grace", password: "correct horse battery", address: "192.0.2.1" };
  const { body } = await middleware().call("console", "team.signIn", request);
  const { sessionId } = body;
  const answer = await middleware().call("console", "team.findSession", { sessionId });
  await expectSuccess(answer, "team.findSession");
  expect(answer.body.user.permissions).toContain("inferences:create");
});
