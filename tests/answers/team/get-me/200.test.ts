import { expect, test } from "vitest";
import { expectSuccess, openMiddleware } from "@/tests/support/middleware";

const middleware = openMiddleware();

test("everybody can read their own account", async () => {
  const answer = await middleware().call("viewer", "team.getMe");
  await expectSuccess(answer, "team.getMe");
  expect(answer.body).toMatchObject({ name: "viewer", role: "viewer" });
  expect(answer.body).not.toHaveProperty("passwordHash");
});
