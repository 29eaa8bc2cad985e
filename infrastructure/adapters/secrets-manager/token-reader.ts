import {
  GetSecretValueCommand,
  SecretsManagerClient,
  type SecretsManagerClientConfig,
} from "@aws-sdk/client-secrets-manager";
import { Refusal } from "@/lib/rules/refusal";

export interface TokenReaderOptions {
  secretId: string;
  now(): Date;
  client?: SecretsManagerClientConfig;
}

/** A rotated token works on every Lambda after at most this long. */
const KEPT_MS = 5 * 60 * 1000;

/** Reads the connection's API token and keeps it for some minutes. */
export function createTokenReader(options: TokenReaderOptions): () => Promise<string> {
  const { secretId, now } = options;
  const client = new SecretsManagerClient({
    maxAttempts: 3,
    requestHandler: {
      connectionTimeout: 2_000,
      requestTimeout: 5_000,
      throwOnRequestTimeout: true,
    },
    ...options.client,
  });
  let kept: { token: Promise<string>; until: number } | undefined;

  async function read(): Promise<string> {
    try {
      const answer = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
      if (answer.SecretString) return answer.SecretString;
    } catch (error) {
      kept = undefined;
      const internal = `Secrets Manager: ${error instanceof Error ? error.name : "failure"}`;
      throw new Refusal("unavailable", {}, { internal, cause: error });
    }
    throw new Error(`The secret ${secretId} holds no text.`);
  }

  return () => {
    if (!kept || kept.until <= now().getTime()) {
      kept = { token: read(), until: now().getTime() + KEPT_MS };
    }
    return kept.token;
  };
}
