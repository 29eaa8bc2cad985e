import { randomBytes } from "node:crypto";
import { argon2id, argon2Verify } from "hash-wasm";
import type { PasswordHasher } from "@/lib/ports/team";
import { createQueue } from "./queue";

/** OWASP Password Storage Cheat Sheet, the minimum for argon2id. */
const COST = { memorySize: 19_456, iterations: 2, parallelism: 1, hashLength: 32 };
const SALT_BYTES = 16;

const hashOf = (password: string): Promise<string> =>
  argon2id({
    password: password.normalize("NFKC"),
    salt: randomBytes(SALT_BYTES),
    ...COST,
    outputType: "encoded",
  });

/** argon2id, two at a time; further sign-ins wait, and a flood of them is refused. */
export function createPasswordHasher(): PasswordHasher {
  const run = createQueue({ runningMax: 2, waitingMax: 20 });
  return {
    hash: (password) => run(() => hashOf(password)),

    verify: (password, hash) =>
      run(async () => {
        if (hash === undefined) {
          // Costs what checking a real hash costs: an answer's time must not tell who exists.
          await hashOf(password);
          return false;
        }
        return argon2Verify({ password: password.normalize("NFKC"), hash });
      }),
  };
}
