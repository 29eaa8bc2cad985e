import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CreateBucketCommand, GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  DescribeEndpointCommand,
  SageMakerClient,
} from "@aws-sdk/client-sagemaker";
import {
  InvokeEndpointAsyncCommand,
  type InvokeEndpointAsyncCommandInput,
  SageMakerRuntimeClient,
} from "@aws-sdk/client-sagemaker-runtime";
import { vi } from "vitest";
import { startS3 } from "@/infrastructure/local/s3/server";
import type { SageMakerOptions } from "@/infrastructure/local/sagemaker/server";
import { startSageMaker } from "@/infrastructure/local/sagemaker/server";

export const CREDENTIALS = {
  accessKeyId: "AKIAEXAMPLEEXAMPLE00",
  secretAccessKey: "an example of a secret access key",
};
export const BUCKET = "results";
export const SUCCESS_TOPIC = "arn:aws:sns:us-east-1:000000000000:success";
export const ERROR_TOPIC = "arn:aws:sns:us-east-1:000000000000:error";

const IMAGES = {
  "test/worker": { entry: fileURLToPath(new URL("worker.ts", import.meta.url)) },
};
const TIMES = { startupTimeoutMs: 30_000, backOffMs: 10, healthCheckMs: 60_000, stableMs: 60_000 };
const WAIT = { timeout: 25_000, interval: 25 };

export interface Published {
  topicArn: string;
  message: {
    invocationStatus: string;
    inferenceId: string;
    failureReason?: string;
    requestParameters: Record<string, string>;
    responseParameters?: Record<string, string>;
    [member: string]: unknown;
  };
}

type Changes = Partial<Pick<SageMakerOptions, "faults" | "now" | "times">>;

/** A SageMaker with its S3, and what it has published; `restart` keeps the data. */
export class SageMaker {
  readonly published: Published[] = [];
  #server: Awaited<ReturnType<typeof startSageMaker>> | undefined;

  private constructor(
    readonly dataDir: string,
    readonly s3: S3Client,
    private readonly storage: Awaited<ReturnType<typeof startS3>>,
  ) {}

  static async start(changes: Changes = {}): Promise<SageMaker> {
    const dataDir = await mkdtemp(join(tmpdir(), "atelier-sagemaker-"));
    const storage = await startS3({ dataDir: join(dataDir, "s3"), credentials: CREDENTIALS });
    const s3 = new S3Client({
      endpoint: storage.url,
      region: "us-east-1",
      credentials: CREDENTIALS,
      forcePathStyle: true,
    });
    await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
    const sagemaker = new SageMaker(dataDir, s3, storage);
    await sagemaker.open(changes);
    return sagemaker;
  }

  async open(changes: Changes = {}): Promise<void> {
    this.#server = await startSageMaker({
      dataDir: join(this.dataDir, "sagemaker"),
      logDir: join(this.dataDir, "log"),
      credentials: CREDENTIALS,
      s3Url: this.storage.url,
      publish: async (topicArn, message) => {
        this.published.push({ topicArn, message: JSON.parse(message) });
      },
      images: IMAGES,
      workerEnvironment: {},
      ...changes,
      times: { ...TIMES, ...changes.times },
    });
  }

  async restart(changes: Changes = {}): Promise<void> {
    await this.#server?.close();
    await this.open(changes);
  }

  async stop(): Promise<void> {
    await this.#server?.close();
    await this.storage.close();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  get url(): string {
    return this.#server?.url ?? "";
  }

  #client() {
    return { endpoint: this.url, region: "us-east-1", credentials: CREDENTIALS, maxAttempts: 1 };
  }

  get control(): SageMakerClient {
    return new SageMakerClient(this.#client());
  }

  get runtime(): SageMakerRuntimeClient {
    return new SageMakerRuntimeClient(this.#client());
  }

  async createModel(name: string, image = "test/worker", environment = {}): Promise<void> {
    const PrimaryContainer = { Image: image, Environment: environment };
    await this.control.send(new CreateModelCommand({ ModelName: name, PrimaryContainer }));
  }

  async createConfig(name: string, instances = 1): Promise<void> {
    await this.control.send(
      new CreateEndpointConfigCommand({
        EndpointConfigName: name,
        ProductionVariants: [
          {
            VariantName: "main",
            ModelName: name,
            InstanceType: "ml.g5.xlarge",
            InitialInstanceCount: instances,
          },
        ],
        AsyncInferenceConfig: {
          ClientConfig: { MaxConcurrentInvocationsPerInstance: 1 },
          OutputConfig: {
            S3OutputPath: `s3://${BUCKET}/outputs`,
            S3FailurePath: `s3://${BUCKET}/failures`,
            NotificationConfig: { SuccessTopic: SUCCESS_TOPIC, ErrorTopic: ERROR_TOPIC },
          },
        },
      }),
    );
  }

  /** Model, configuration and endpoint under one name; does not wait for the worker. */
  async createEndpoint(name: string, image?: string, environment = {}): Promise<void> {
    await this.createModel(name, image, environment);
    await this.createConfig(name);
    await this.control.send(
      new CreateEndpointCommand({ EndpointName: name, EndpointConfigName: name }),
    );
  }

  async createReadyEndpoint(name: string, environment = {}): Promise<void> {
    await this.createEndpoint(name, undefined, environment);
    await this.becomes(name, "InService");
  }

  describe(name: string) {
    return this.control.send(new DescribeEndpointCommand({ EndpointName: name }));
  }

  async becomes(name: string, status: string) {
    return vi.waitFor(async () => {
      const endpoint = await this.describe(name);
      if (endpoint.EndpointStatus !== status) throw new Error(`${endpoint.EndpointStatus}`);
      return endpoint;
    }, WAIT);
  }

  invoke(name: string, wish: object, more: Partial<InvokeEndpointAsyncCommandInput> = {}) {
    return this.runtime.send(
      new InvokeEndpointAsyncCommand({
        EndpointName: name,
        Body: Buffer.from(JSON.stringify(wish)),
        ContentType: "application/json",
        ...more,
      }),
    );
  }

  /** The first notification about `inferenceId`. */
  async notified(inferenceId: string | undefined): Promise<Published> {
    return vi.waitFor(() => {
      const found = this.published.find(({ message }) => message.inferenceId === inferenceId);
      if (!found) throw new Error(`nothing was published about ${inferenceId}`);
      return found;
    }, WAIT);
  }

  notificationsOf(inferenceId: string): number {
    return this.published.filter(({ message }) => message.inferenceId === inferenceId).length;
  }

  async read(uri: string | undefined): Promise<string> {
    const [, Bucket, Key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(uri ?? "") ?? [];
    const { Body } = await this.s3.send(new GetObjectCommand({ Bucket, Key }));
    return (await Body?.transformToString()) ?? "";
  }
}
