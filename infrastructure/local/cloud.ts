import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { startDynamoDb } from "./dynamodb/server";
import { type Addresses, applyEnvironment, environmentOf, NAMES } from "./environment";
import { loadKeys } from "./keys-file";
import { provisionBucket, provisionTable } from "./provision";
import { RememberedPorts } from "./remembered-ports";
import { startS3 } from "./s3/server";
import { REGION } from "./sagemaker/resources";
import { startSecretsManager } from "./secrets-manager";

export interface CloudOptions {
  /** Holds everything; one process at a time may use it. */
  dataDir: string;
  /** Origin that browsers load the console from. */
  consoleOrigin?: string;
}

export interface Cloud {
  /** Variables for Lambdas and workers; this process has them already. */
  environment: Record<string, string>;
  apiToken: string;
  consoleSecret: string;
  close(): Promise<void>;
}

/** Starts the embedded AWS out of `dataDir`, with table and bucket in place. */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const { dataDir, consoleOrigin = "http://localhost:3000" } = options;
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const keys = await loadKeys(dataDir);
  const ports = await RememberedPorts.load(dataDir);
  const opened: { close(): Promise<void> }[] = [];
  const close = async () => {
    for (const server of opened.splice(0).reverse()) await server.close();
  };
  try {
    const [s3, dynamodb, secretsManager] = await Promise.all([
      ports.start("s3", (port) =>
        startS3({ dataDir: join(dataDir, "s3"), credentials: keys, port }),
      ),
      ports.start("dynamodb", (port) =>
        startDynamoDb({ dataDir: join(dataDir, "dynamodb"), credentials: keys, port }),
      ),
      ports.start("secretsManager", (port) =>
        startSecretsManager({
          credentials: keys,
          secrets: { [NAMES.tokenSecret]: keys.apiToken },
          port,
        }),
      ),
    ]);
    opened.push(s3, dynamodb, secretsManager);
    const place = { region: REGION, credentials: keys };
    await Promise.all([
      provisionTable({ ...place, endpoint: dynamodb.url }, NAMES.table),
      provisionBucket({ ...place, endpoint: s3.url }, NAMES.bucket, consoleOrigin),
    ]);
    await ports.save();
    const addresses: Addresses = {
      s3: s3.url,
      dynamodb: dynamodb.url,
      sagemaker: "http://127.0.0.1:9",
      secretsManager: secretsManager.url,
    };
    const environment = environmentOf(addresses, keys, consoleOrigin);
    applyEnvironment(environment);
    return { environment, apiToken: keys.apiToken, consoleSecret: keys.consoleSecret, close };
  } catch (error) {
    await close();
    throw error;
  }
}
