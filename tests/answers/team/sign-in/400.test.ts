import { expect, test } from "vitest";
import { createUser } from "@/tests/support/create-user";
import { expectInvalid, openMiddleware } from "@/tests/support/middleware";

const middleware = openMiddleware();

test("a wrong password and an unknown name are refused in the same words", async () => {
  await createUser(middleware(), { name: "Grace", password: "correct horse battery" });
  const signIn = (name: string) =>
    middleware().call("console", "team.signIn", { name, password: "wrong", address: "192.0.2.1" });
  const known = await signIn("Grace");
  const unknown = await signIn("Nobody");
  expectInvalid(known, "password");
  expectInvalid(unknown, "password");
  expect(unknown.body.message).toBe(known.body.message);
});
