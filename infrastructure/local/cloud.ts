import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { startDynamoDb } from "./dynamodb/server";
import { type Addresses, applyEnvironment, environmentOf, NAMES } from "./environment";
import { type Gateway, startGateway } from "./gateway/server";
import { type KeysFile, loadKeys } from "./keys-file";
import { Functions } from "./lambda";
import { EACH_MINUTE, LAMBDAS, ON_RESULT, ROUTES } from "./lambdas";
import { provisionBucket, provisionTable } from "./provision";
import { RememberedPorts } from "./remembered-ports";
import { startS3 } from "./s3/server";
import { IMAGES, type WorkerImage } from "./sagemaker/images";
import type { Faults } from "./sagemaker/options";
import { REGION } from "./sagemaker/resources";
import { startSageMaker } from "./sagemaker/server";
import { type Schedule, startSchedule } from "./schedule";
import { startSecretsManager } from "./secrets-manager";
import { Topics } from "./sns";

const LAMBDA_TIMEOUT_MS = 15 * 60 * 1000;

export interface CloudOptions {
  /** Holds everything; one process at a time may use it. */
  dataDir: string;
  /** Origin that browsers load the console from. */
  consoleOrigin?: string;
  /** Container images beside the ones that come with the product. */
  images?: Readonly<Record<string, WorkerImage>>;
  /** Failures of AWS that a test brings about. */
  faults?: Faults;
}

export interface Cloud {
  /** Variables for Lambdas and workers; this process has them already. */
  environment: Record<string, string>;
  /** Base URL of the API, without a trailing slash. */
  apiUrl: string;
  apiToken: string;
  /** Seals the console's cookies. */
  consoleSecret: string;
  /** Loads the Lambda functions now, so that the first call does not wait for it. */
  loadFunctions(): Promise<void>;
  /** Takes a turn of the schedule now. */
  runSchedule(): Promise<void>;
  close(): Promise<void>;
}

/** Starts the embedded AWS out of `dataDir`, with table and bucket in place and the API answering. */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const opened = new OpenedServers();
  try {
    return await openCloud(options, opened);
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** What was started, so that it can be ended in the opposite order. */
class OpenedServers {
  readonly #servers: { close(): Promise<void> }[] = [];

  async open<Server extends { close(): Promise<void> }>(
    starting: Promise<Server>,
  ): Promise<Server> {
    const server = await starting;
    this.#servers.push(server);
    return server;
  }

  async close(): Promise<void> {
    for (const server of this.#servers.splice(0).reverse()) await server.close();
  }
}

async function openCloud(options: CloudOptions, opened: OpenedServers): Promise<Cloud> {
  const { dataDir, consoleOrigin = "http://localhost:3000" } = options;
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const keys = await loadKeys(dataDir);
  const ports = await RememberedPorts.load(dataDir);
  const storage = await openStorage(dataDir, keys, ports, opened);
  await provision(storage, keys, consoleOrigin);

  const functions = new Functions(LAMBDAS);
  const invoke = (name: string, event: object) => functions.invoke(name, event, LAMBDA_TIMEOUT_MS);
  const topics = await opened.open(
    Topics.open({
      dataDir: join(dataDir, "sns"),
      subscriptions: { [NAMES.resultTopicArn]: ON_RESULT },
      invoke,
    }),
  );
  const sagemaker = await openCompute(options, { storage, keys, ports, topics }, opened);
  const environment = environmentOf({ ...storage, sagemaker }, keys, consoleOrigin);
  // The functions run in this process, so what they read from their environment is its own.
  applyEnvironment(environment);
  await topics.resume();

  const schedule = startSchedule({ functionNames: EACH_MINUTE, invoke });
  await opened.open(Promise.resolve(schedule));
  const gateway = await opened.open(
    ports.start("gateway", (port) =>
      startGateway({ apiKey: keys.apiToken, functions, routes: ROUTES, port }),
    ),
  );
  await ports.save();
  return toCloud(environment, keys, gateway, functions, schedule, opened);
}

function toCloud(
  environment: Record<string, string>,
  { apiToken, consoleSecret }: KeysFile,
  { apiUrl }: Gateway,
  functions: Functions,
  schedule: Schedule,
  opened: OpenedServers,
): Cloud {
  return {
    environment,
    apiUrl,
    apiToken,
    consoleSecret,
    loadFunctions: () => functions.load(),
    runSchedule: () => schedule.run(),
    close: () => opened.close(),
  };
}

type Storage = Omit<Addresses, "sagemaker">;

async function openStorage(
  dataDir: string,
  keys: KeysFile,
  ports: RememberedPorts,
  opened: OpenedServers,
): Promise<Storage> {
  const secrets = { [NAMES.tokenSecret]: keys.apiToken };
  const s3 = await opened.open(
    ports.start("s3", (port) => startS3({ dataDir: join(dataDir, "s3"), credentials: keys, port })),
  );
  const dynamodb = await opened.open(
    ports.start("dynamodb", (port) =>
      startDynamoDb({ dataDir: join(dataDir, "dynamodb"), credentials: keys, port }),
    ),
  );
  const secretsManager = await opened.open(
    ports.start("secretsManager", (port) =>
      startSecretsManager({ credentials: keys, secrets, port }),
    ),
  );
  return { s3: s3.url, dynamodb: dynamodb.url, secretsManager: secretsManager.url };
}

async function provision(storage: Storage, keys: KeysFile, consoleOrigin: string): Promise<void> {
  const place = { region: REGION, credentials: keys };
  await Promise.all([
    provisionTable({ ...place, endpoint: storage.dynamodb }, NAMES.table),
    provisionBucket({ ...place, endpoint: storage.s3 }, NAMES.bucket, consoleOrigin),
  ]);
}

interface Ground {
  storage: Storage;
  keys: KeysFile;
  ports: RememberedPorts;
  topics: Topics;
}

/** The address of SageMaker, whose workers find S3 with the same variables as the functions. */
async function openCompute(
  { dataDir, images, faults }: CloudOptions,
  { storage, keys, ports, topics }: Ground,
  opened: OpenedServers,
): Promise<string> {
  const workerEnvironment = {
    ...environmentOf({ ...storage, sagemaker: "" }, keys, ""),
    ATELIER_CACHE_DIR: join(dataDir, "cache", "models"),
  };
  const sagemaker = await opened.open(
    ports.start("sagemaker", (port) =>
      startSageMaker({
        dataDir: join(dataDir, "sagemaker"),
        logDir: join(dataDir, "log"),
        credentials: keys,
        s3Url: storage.s3,
        publish: (topicArn, message) => topics.publish(topicArn, message),
        images: { ...IMAGES, ...images },
        workerEnvironment,
        faults,
        port,
      }),
    ),
  );
  return sagemaker.url;
}
