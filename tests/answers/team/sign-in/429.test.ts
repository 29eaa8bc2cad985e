import { expect, test } from "vitest";
import { createUser } from "@/tests/support/create-user";
import { expectError, openMiddleware } from "@/tests/support/middleware";

const middleware = openMiddleware();

test("after five wrong passwords the right one must wait too", async () => {
  await createUser(middleware(), { name: "Grace", password: "correct horse battery" });
  const signIn = (password: string) =>
    middleware().call("console", "team.signIn", { name: "Grace", password, address: "192.0.2.1" });
  const { team } = middleware().ports;
  for (let failure = 0; failure < 10; failure += 1) {
    await team.recordFailure("account", "Grace", new Date());
  }
  const answer = await signIn("correct horse battery");
  expectError(answer, "limit_reached", { limit: 5, current: 10 });
  expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
  expect(answer.body.data.retryAfterSeconds).toBe(Number(answer.headers["retry-after"]));
});

test("an address that guessed at many names waits for all of them", async () => {
  const { team } = middleware().ports;
  for (let failure = 0; failure < 26; failure += 1) {
    await team.recordFailure("address", "192.0.2.66", new Date());
  }
  const request = { name: "Anybody", password: "x", address: "192.0.2.66" };
  expectError(await middleware().call("console", "team.signIn", request), "limit_reached");
});
