import { test } from "vitest";
import { expectInvalid, openMiddleware } from "@/tests/support/middleware";
import { safetensors, TINY_HEADER } from "@/tests/support/safetensors";
import { announce } from "@/tests/support/upload";

const middleware = openMiddleware();

test("a part that the file does not have is named", async () => {
  const { body } = await announce(middleware(), "artist", safetensors(TINY_HEADER));
  const request = { id: body.model.id, partNumbers: [1, 2] };
  const answer = await middleware().call("artist", "models.signParts", request);
  expectInvalid(answer, "partNumbers.1");
});
