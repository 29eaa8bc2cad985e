import { expect, test } from "vitest";
import { expectSuccess, openMiddleware } from "@/tests/support/middleware";
import { safetensors, TINY_HEADER } from "@/tests/support/safetensors";
import { upload, uploadParts } from "@/tests/support/upload";

const middleware = openMiddleware();

test("a checkpoint is checked and becomes ready, with its family", async () => {
  const answer = await upload(middleware(), "artist", safetensors(TINY_HEADER));
  await expectSuccess(answer, "models.completeUpload");
  expect(answer.body).toMatchObject({ state: "ready", family: "tiny", tensorCount: 1 });
});

test("completing twice gives the same answer", async () => {
  const request = await uploadParts(middleware(), "artist", safetensors(TINY_HEADER));
  const first = await middleware().call("artist", "models.completeUpload", { ...request });
  const second = await middleware().call("artist", "models.completeUpload", { ...request });
  expect(second.body).toEqual(first.body);
});

test("a file that is no model is refused with the reason, and its bytes are removed", async () => {
  const broken = {
    pickle: [Buffer.from([0x80, 2, ...new Array(20).fill(0)]), /pickle/],
    zip: [Buffer.concat([Buffer.from("PK"), Buffer.alloc(30)]), /zip/],
    truncated: [safetensors(TINY_HEADER, { dataBytes: 100 }), /cut off/],
    "not UTF-8": [
      Buffer.concat([Buffer.from([2, 0, 0, 0, 0, 0, 0, 0]), Buffer.from([0xff, 0xfe])]),
      /header/,
    ],
    "unknown family": [
      safetensors({ "a.weight": { dtype: "F32", shape: [2], data_offsets: [0, 8] } }),
      /family/,
    ],
  } as const;
  for (const [name, [bytes, reason]] of Object.entries(broken)) {
    const answer = await upload(middleware(), "artist", bytes);
    await expectSuccess(answer, "models.completeUpload");
    expect(answer.body.state, name).toBe("refused");
    expect(answer.body.failure, name).toMatchObject({ blame: "user", retriable: false });
    expect(answer.body.failure.message, name).toMatch(reason);
    const { objects, objectKeys } = middleware().ports;
    expect(await objects.sizeBytes(objectKeys.model(answer.body.id)), name).toBeUndefined();
  }
});
