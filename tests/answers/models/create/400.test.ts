import { test } from "vitest";
import { expectInvalid, openMiddleware } from "@/tests/support/middleware";
import { safetensors, TINY_HEADER } from "@/tests/support/safetensors";
import { announce } from "@/tests/support/upload";

const middleware = openMiddleware();

const BYTES = safetensors(TINY_HEADER);

test("a file name with folders, a pickle and an empty file are refused", async () => {
  const tryWith = (change: object) => announce(middleware(), "artist", BYTES, change);
  expectInvalid(await tryWith({ fileName: "../../evil.safetensors" }), "fileName");
  expectInvalid(await tryWith({ fileName: "model.ckpt" }), "fileName");
  expectInvalid(await tryWith({ sizeBytes: 0 }), "sizeBytes");
  expectInvalid(await tryWith({ name: " " }), "name");
  expectInvalid(await tryWith({ kind: "virus" }), "kind");
});

test("a name that is taken is refused, whatever its case", async () => {
  await announce(middleware(), "artist", BYTES, { name: "Landscapes" });
  const answer = await announce(middleware(), "operator", BYTES, { name: "landscapes" });
  expectInvalid(answer, "name");
});
