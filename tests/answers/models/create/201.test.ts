import { expect, test } from "vitest";
import { expectSuccess, openMiddleware } from "@/tests/support/middleware";
import { safetensors, TINY_HEADER } from "@/tests/support/safetensors";
import { announce } from "@/tests/support/upload";

const middleware = openMiddleware();

const BYTES = safetensors(TINY_HEADER);

test("a model is announced and its upload is planned", async () => {
  const answer = await announce(middleware(), "artist", BYTES);
  await expectSuccess(answer, "models.create");
  expect(answer.body.model).toMatchObject({ state: "uploading", owner: { name: "artist" } });
  expect(answer.body.upload.partCount).toBe(1);
});

test("the same Idempotency-Key and body give the same model", async () => {
  const input = { name: "Twice", fileName: "a.safetensors", sizeBytes: 1000 };
  const headers = { "Idempotency-Key": "one-click" };
  const call = () => middleware().call("artist", "models.create", input, headers);
  const [first, second] = [await call(), await call()];
  expect(second).toMatchObject({ status: 201, body: { model: { id: first.body.model.id } } });
});
