import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startS3 } from "@/infrastructure/local/s3/server";
import type { S3Endpoint } from "@/tests/local/s3/conformance-case";

export const CREDENTIALS = { accessKeyId: "AKIDLOCAL", secretAccessKey: "a-local-secret" };

export interface EmbeddedEndpoint extends S3Endpoint {
  dataDir: string;
  close(): Promise<void>;
}

export const newDataDir = (): Promise<string> => mkdtemp(path.join(tmpdir(), "atelier-s3-"));

/** An embedded S3 in a folder of its own, which goes when it is closed. */
export async function startEndpoint(): Promise<EmbeddedEndpoint> {
  const dataDir = await newDataDir();
  const server = await startS3({ dataDir, credentials: CREDENTIALS });
  return {
    url: server.url,
    region: "us-east-1",
    credentials: CREDENTIALS,
    dataDir,
    async close() {
      await server.close();
      await rm(dataDir, { recursive: true });
    },
  };
}
