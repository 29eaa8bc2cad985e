import { test } from "vitest";
import { createUser } from "@/tests/support/create-user";
import { expectError, expectSuccess, openMiddleware } from "@/tests/support/middleware";

const middleware = openMiddleware();

test("a session ends at once, and ending it again is fine", async () => {
  await createUser(middleware(), { name: "Grace", password: "correct horse battery" });
  const request = { name: "Grace", password: "correct horse battery", address: "192.0.2.1" };
  const { body } = await middleware().call("console", "team.signIn", request);
  const { sessionId } = body;
  const signOut = () => middleware().call("console", "team.signOut", { sessionId });
  await expectSuccess(await signOut(), "team.signOut");
  await expectSuccess(await signOut(), "team.signOut");
  const found = await middleware().call("console", "team.findSession", { sessionId });
  expectError(found, "not_found");
});
