import { mkdir } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { S3Client } from "@aws-sdk/client-s3";
import type { Credentials } from "@/infrastructure/local/aws/sigv4";
import { AwsError } from "@/infrastructure/local/aws-error";
import {
  answerJson,
  type Operations,
  performTarget,
  sendJson,
  toAwsError,
} from "@/infrastructure/local/json-protocol";
import { type LoopbackServer, startLoopbackServer } from "@/infrastructure/local/loopback-server";
import { readSignedCall, type SignedCall } from "@/infrastructure/local/signed-request";
import { controlPlane } from "./control-plane";
import { Endpoints } from "./endpoints";
import type { WorkerImage } from "./images";
import type { InstanceTimes } from "./instance";
import type { Faults, Publish, Tools } from "./options";
import { REGION } from "./resources";
import { openStore } from "./store";

export interface SageMakerOptions {
  /** Created if absent; at most one server may have it open. */
  dataDir: string;
  logDir: string;
  credentials: Credentials;
  s3Url: string;
  publish: Publish;
  images: Readonly<Record<string, WorkerImage>>;
  workerEnvironment: Record<string, string>;
  /** 0, the default, takes a free port. */
  port?: number;
  times?: Partial<InstanceTimes>;
  faults?: Faults;
  /** Milliseconds since 1970; what a request may wait goes by it. */
  now?: () => number;
}

const TIMES: InstanceTimes = {
  startupTimeoutMs: 240_000,
  backOffMs: 500,
  healthCheckMs: 5000,
  stableMs: 60_000,
};

/**
 * Serves SageMaker's control plane (AWS JSON 1.1) and `InvokeEndpointAsync` (REST). Endpoints are
 * worker processes of this computer; a request that was acknowledged survives `kill -9`.
 */
export async function startSageMaker(options: SageMakerOptions): Promise<LoopbackServer> {
  const { dataDir, logDir, credentials } = options;
  await mkdir(dataDir, { recursive: true });
  await mkdir(logDir, { recursive: true });
  const tools: Tools = {
    store: await openStore(dataDir),
    s3: new S3Client({
      endpoint: options.s3Url,
      region: REGION,
      credentials,
      forcePathStyle: true,
    }),
    publish: options.publish,
    images: options.images,
    workerEnvironment: options.workerEnvironment,
    logDir,
    times: { ...TIMES, ...options.times },
    faults: options.faults ?? {},
    now: options.now ?? Date.now,
  };
  const endpoints = new Endpoints(tools);
  const operations = controlPlane(tools.store, endpoints);
  const close = async () => {
    await endpoints.close();
    await tools.store.close();
    tools.s3.destroy();
  };
  try {
    await endpoints.resume();
    const server = await startLoopbackServer(
      (request, response) => answer(request, response, credentials, operations, endpoints),
      options.port,
    );
    return { ...server, close: () => server.close().then(close) };
  } catch (error) {
    await close();
    throw error;
  }
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  credentials: Credentials,
  operations: Operations,
  endpoints: Endpoints,
): Promise<void> {
  // Both APIs sign as "sagemaker"; only the runtime has paths.
  const read = () => readSignedCall(request, "sagemaker", credentials);
  if (request.url?.startsWith("/endpoints/")) {
    return answerRuntime(request, response, read, endpoints);
  }
  return answerJson(response, async () =>
    performTarget(request, (await read()).body, "SageMaker", operations),
  );
}

async function answerRuntime(
  request: IncomingMessage,
  response: ServerResponse,
  read: () => Promise<SignedCall>,
  endpoints: Endpoints,
): Promise<void> {
  try {
    const { method, path, body } = await read();
    const [, name] = /^\/endpoints\/([^/]+)\/async-invocations$/.exec(path) ?? [];
    if (method !== "POST" || name === undefined) {
      throw new AwsError(
        "UnknownOperationException",
        `The embedded SageMaker runtime knows POST /endpoints/{name}/async-invocations only, not ${method} ${path}.`,
        404,
      );
    }
    const endpointName = decodeURIComponent(name);
    const accepted = await endpoints.invokeAsync({ endpointName, headers: request.headers, body });
    const { inferenceId, outputLocation, failureLocation } = accepted;
    sendJson(
      response,
      202,
      { InferenceId: inferenceId },
      {
        "x-amzn-sagemaker-outputlocation": outputLocation,
        ...(failureLocation !== null && { "x-amzn-sagemaker-failurelocation": failureLocation }),
      },
    );
  } catch (error) {
    const { status, code, message } = toAwsError(error);
    sendJson(response, status, { message, Message: message }, { "x-amzn-errortype": code });
  }
}
