import { test } from "vitest";
import { expectInvalid, openMiddleware } from "@/tests/support/middleware";

const middleware = openMiddleware();

test("a page of nothing or of more than a hundred is refused", async () => {
  for (const limit of [0, 101, 1.5, "many"]) {
    expectInvalid(await middleware().call("artist", "endpoints.list", { limit }), "limit");
  }
});

test("a cursor that this API never gave is refused", async () => {
  const answer = await middleware().call("artist", "endpoints.list", { cursor: "not-a-cursor" });
  expectInvalid(answer, "cursor");
});

test("unknown parameters are refused by name", async () => {
  expectInvalid(await middleware().call("artist", "endpoints.list", { colour: "red" }), "colour");
});
