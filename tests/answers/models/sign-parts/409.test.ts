import { test } from "vitest";
import { expectError, openMiddleware } from "@/tests/support/middleware";
import { safetensors, TINY_HEADER } from "@/tests/support/safetensors";
import { upload } from "@/tests/support/upload";

const middleware = openMiddleware();

test("an upload that has ended gets no more addresses", async () => {
  const { body } = await upload(middleware(), "artist", safetensors(TINY_HEADER));
  const request = { id: body.id, partNumbers: [1] };
  const answer = await middleware().call("artist", "models.signParts", request);
  expectError(answer, "not_in_this_state", { state: "ready", allowed: ["uploading"] });
});
