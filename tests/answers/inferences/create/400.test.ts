import { test } from "vitest";
import { JobScene } from "@/tests/support/job-scene";
import { expectInvalid, openMiddleware } from "@/tests/support/middleware";
import { UNKNOWN_ID } from "@/tests/support/rows";

const middleware = openMiddleware();

const create = (input: object) => middleware().call("artist", "inferences.create", input);

test("every field that is wrong is named at once", async () => {
  const scene = await JobScene.build(middleware());
  const wrong = { prompt: "  ", steps: 0, batch_size: 10_000, width: "wide" };
  expectInvalid(
    await create(scene.request(wrong)),
    "parameters.prompt",
    "parameters.steps",
    "parameters.batch_size",
    "parameters.width",
  );
});

test("what the contract allows but this engine does not is named as well", async () => {
  const scene = await JobScene.build(middleware());
  const wrong = { width: 130, height: 1024, sampler_name: "Magic", n_iter: 99 };
  expectInvalid(
    await create(scene.request(wrong)),
    "parameters.width",
    "parameters.height",
    "parameters.sampler_name",
    "parameters.n_iter",
  );
});

test("a prompt of 10,000 characters is refused", async () => {
  const scene = await JobScene.build(middleware());
  const answer = await create(scene.request({ prompt: "x".repeat(10_000) }));
  expectInvalid(answer, "parameters.prompt");
});

test("unknown fields are refused by name, at every depth", async () => {
  const scene = await JobScene.build(middleware());
  const request = { ...scene.request({ colour: "red" }), speed: "fast" };
  expectInvalid(await create(request), "speed", "parameters.colour");
});

test("an endpoint or a model that does not exist is named", async () => {
  const scene = await JobScene.build(middleware());
  expectInvalid(await create({ ...scene.request(), endpointId: UNKNOWN_ID }), "endpointId");
  expectInvalid(await create({ ...scene.request(), modelId: UNKNOWN_ID }), "modelId");
});

test("a model that is no checkpoint, or of another family, is refused", async () => {
  const lora = await JobScene.build(middleware(), {}, { kind: "lora" });
  expectInvalid(await create(lora.request()), "modelId");
  const large = await JobScene.build(middleware(), {}, { family: "sdxl" });
  expectInvalid(await create(large.request()), "modelId");
});

test("an Idempotency-Key that no header can carry safely is refused", async () => {
  const scene = await JobScene.build(middleware());
  const headers = { "Idempotency-Key": "x".repeat(256) };
  const answer = await middleware().call("artist", "inferences.create", scene.request(), headers);
  expectInvalid(answer, "Idempotency-Key");
});
