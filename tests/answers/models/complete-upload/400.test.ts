import { test } from "vitest";
import { expectInvalid, openMiddleware } from "@/tests/support/middleware";
import { safetensors, TINY_HEADER } from "@/tests/support/safetensors";
import { uploadParts } from "@/tests/support/upload";

const middleware = openMiddleware();

test("parts that do not fit what was uploaded are refused, and the upload stays open", async () => {
  const { id, parts } = await uploadParts(middleware(), "artist", safetensors(TINY_HEADER));
  const wrong = [{ partNumber: 1, etag: `"${"0".repeat(32)}"` }];
  const complete = (input: object) => middleware().call("artist", "models.completeUpload", input);
  expectInvalid(await complete({ id, parts: wrong }), "parts");
  expectInvalid(await complete({ id, parts: [] }), "parts");
  const { body } = await complete({ id, parts });
  if (body.state !== "ready") throw new Error("The right parts must still be taken.");
});
