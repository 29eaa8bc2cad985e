import { expect, test } from "vitest";
import { expectSuccess, openMiddleware } from "@/tests/support/middleware";
import { safetensors, TINY_HEADER } from "@/tests/support/safetensors";
import { announce } from "@/tests/support/upload";

const middleware = openMiddleware();

test("each part gets an address that takes exactly its bytes", async () => {
  const bytes = safetensors(TINY_HEADER);
  const { body } = await announce(middleware(), "artist", bytes);
  const request = { id: body.model.id, partNumbers: [1] };
  const answer = await middleware().call("artist", "models.signParts", request);
  await expectSuccess(answer, "models.signParts");
  const { url } = answer.body.parts[0];
  const tooMuch = await fetch(url, { method: "PUT", body: new Uint8Array(bytes.length + 1) });
  expect(tooMuch.status).toBe(403);
  const right = await fetch(url, { method: "PUT", body: new Uint8Array(bytes) });
  expect(right.status).toBe(200);
});
