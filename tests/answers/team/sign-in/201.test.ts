import { expect, test } from "vitest";
import { createUser } from "@/tests/support/create-user";
import { expectSuccess, openMiddleware } from "@/tests/support/middleware";

const middleware = openMiddleware();

test("a name, in any case, and its password start a session", async () => {
  await createUser(middleware(), { name: "Grace", password: "correct horse battery" });
  const request = { name: " grace ", password: "correct horse battery", address: "192.0.2.1" };
  const answer = await middleware().call("console", "team.signIn", request);
  await expectSuccess(answer, "team.signIn");
  expect(answer.body.user).toMatchObject({ name: "Grace", role: "artist" });
  const another = await middleware().call("console", "team.signIn", request);
  expect(another.body.sessionId).not.toBe(answer.body.sessionId);
});
