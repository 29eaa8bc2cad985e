import * as z from "zod";
import type { Credentials } from "./aws/sigv4";
import { AwsError } from "./aws-error";
import { answerJson, operation, performTarget } from "./json-protocol";
import { type LoopbackServer, startLoopbackServer } from "./loopback-server";
import { readSignedCall } from "./signed-request";

export interface SecretsManagerOptions {
  credentials: Credentials;
  /** Values by name or ARN, as callers ask for them. */
  secrets: Record<string, string>;
  port?: number;
}

const GetSecretValueInput = z.looseObject({ SecretId: z.string().min(1).max(2048) });

/** Serves `GetSecretValue` for secrets that the start script made. */
export function startSecretsManager(options: SecretsManagerOptions): Promise<LoopbackServer> {
  const { credentials, secrets, port } = options;
  const startedAt = Date.now() / 1000;
  const operations = {
    GetSecretValue: operation(GetSecretValueInput, async ({ SecretId }) => {
      const value = Object.hasOwn(secrets, SecretId) ? secrets[SecretId] : undefined;
      if (value === undefined) {
        throw new AwsError(
          "ResourceNotFoundException",
          "Secrets Manager can't find the specified secret.",
        );
      }
      return {
        ARN: SecretId,
        Name: SecretId.split(":").at(-1),
        SecretString: value,
        VersionStages: ["AWSCURRENT"],
        CreatedDate: startedAt,
      };
    }),
  };
  return startLoopbackServer(
    (request, response) =>
      answerJson(response, async () => {
        const { body } = await readSignedCall(request, "secretsmanager", credentials);
        return performTarget(request, body, "secretsmanager", operations);
      }),
    port,
  );
}
