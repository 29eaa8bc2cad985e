import { createTokenReader } from "@/infrastructure/adapters/secrets-manager/token-reader";
import { systemClock } from "@/infrastructure/adapters/system/clock";
import { env } from "./env";
import { once } from "./once";

const reader = once(() =>
  createTokenReader({ secretId: env.tokenSecretId, now: () => systemClock.now() }),
);

/** The connection's API token. */
export const readToken = (): Promise<string> => reader()();
