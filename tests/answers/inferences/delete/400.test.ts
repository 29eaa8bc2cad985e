import { test } from "vitest";
import { expectInvalid, openMiddleware } from "@/tests/support/middleware";

const middleware = openMiddleware();

test("what is no id is refused before anything is looked up", async () => {
  expectInvalid(await middleware().call("artist", "inferences.delete", { id: "../etc" }), "id");
});
