import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { startDynamoDb } from "@/infrastructure/local/dynamodb/server";

export const CREDENTIALS = { accessKeyId: "AKIDTEST", secretAccessKey: "a secret for tests" };

export type TestServer = Awaited<ReturnType<typeof startTestServer>>;

/** A server on a free port with data of its own; `stop` removes both. */
export async function startTestServer(now?: () => number) {
  const dataDir = await mkdtemp(join(tmpdir(), "dynamodb-"));
  const server = await startDynamoDb({ dataDir, credentials: CREDENTIALS, now });
  const client = toClient(server.url);
  return {
    client,
    url: server.url,
    sweep: server.sweep,
    stop: async () => {
      client.destroy();
      await server.close();
      await rm(dataDir, { recursive: true });
    },
  };
}

/** Does not retry: a test wants to see the first answer. */
export function toClient(endpoint: string): DynamoDBClient {
  return new DynamoDBClient({
    endpoint,
    region: "us-east-1",
    credentials: CREDENTIALS,
    maxAttempts: 1,
  });
}
