import { test } from "vitest";
import { expectError, openMiddleware } from "@/tests/support/middleware";
import { UNKNOWN_ID } from "@/tests/support/rows";

const middleware = openMiddleware();

test("an account that was removed is not found", async () => {
  middleware().people.set("stranger", { ...middleware().actor("stranger"), id: UNKNOWN_ID });
  expectError(await middleware().call("stranger", "team.getMe"), "not_found");
});
