import { access } from "node:fs/promises";
import { expect, test } from "vitest";
import { ERRORS } from "@/lib/contract/errors";
import { operations } from "@/tests/support/operations";

const kebab = (verb: string) => verb.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** One file for each status that an operation declares, beside the ones that all of them share. */
const needed = operations().flatMap(({ noun, verb, meta, procedure }) => {
  const statuses = meta.errors.map((code) => ERRORS[code].status as number);
  const all = new Set([procedure["~orpc"].route.successStatus ?? 200, ...statuses]);
  return [...all].map((status) => `${noun}/${kebab(verb)}/${status}.test.ts`);
});

test.each(needed)("%s exists", async (file) => {
  await expect(access(new URL(file, import.meta.url))).resolves.toBeUndefined();
});
