import {
  DescribeEndpointCommand,
  SageMakerClient,
  type SageMakerClientConfig,
} from "@aws-sdk/client-sagemaker";
import {
  InvokeEndpointAsyncCommand,
  SageMakerRuntimeClient,
} from "@aws-sdk/client-sagemaker-runtime";
import type { Compute, ComputeEndpointStatus, Submission } from "@/lib/ports/compute";
import { computeFailure, isAbsent } from "./aws-failures";
import { createEndpoint, type EndpointSurroundings } from "./create-endpoint";
import { endpointStatus } from "./endpoint-status";

export interface ComputeOptions extends EndpointSurroundings {
  region: string;
  /** Settings for tests; in use, credentials and addresses are the SDK's own. */
  client?: Pick<SageMakerClientConfig, "endpoint" | "credentials">;
}

/** SageMaker's own limits. */
const INLINE_BYTES_MAX = 128_000;
const QUEUE_SECONDS_MAX = 21_600;
const INVOCATION_SECONDS_MAX = 3_600;

const CLIENT = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 8_000, throwOnRequestTimeout: true },
};

type EngineRequest = Parameters<Compute["submit"]>[1];

async function submit(
  runtime: SageMakerRuntimeClient,
  sagemakerName: string,
  request: EngineRequest,
): Promise<Submission> {
  const body = Buffer.from(JSON.stringify(request));
  if (body.length > INLINE_BYTES_MAX) {
    throw new Error(`Job ${request.job_id} has ${body.length} bytes, more than SageMaker takes.`);
  }
  const command = new InvokeEndpointAsyncCommand({
    EndpointName: sagemakerName,
    InferenceId: request.job_id,
    ContentType: "application/json",
    Accept: "application/json",
    Body: body,
    RequestTTLSeconds: QUEUE_SECONDS_MAX,
    InvocationTimeoutSeconds: INVOCATION_SECONDS_MAX,
  });
  try {
    const { OutputLocation, FailureLocation } = await runtime.send(command);
    if (!OutputLocation) throw new Error(`SageMaker told no output place of ${request.job_id}.`);
    return { outputLocation: OutputLocation, failureLocation: FailureLocation ?? null };
  } catch (error) {
    throw computeFailure(error);
  }
}

async function describeEndpoint(
  client: SageMakerClient,
  sagemakerName: string,
): Promise<ComputeEndpointStatus> {
  try {
    const command = new DescribeEndpointCommand({ EndpointName: sagemakerName });
    return endpointStatus(await client.send(command));
  } catch (error) {
    if (isAbsent(error)) return { status: "absent" };
    throw computeFailure(error);
  }
}

/** SageMaker's asynchronous inference. */
export function createCompute({ region, client, ...surroundings }: ComputeOptions): Compute {
  const runtime = new SageMakerRuntimeClient({ ...CLIENT, region, ...client });
  const sagemaker = new SageMakerClient({ ...CLIENT, region, ...client });
  return {
    submit: (sagemakerName, request) => submit(runtime, sagemakerName, request),
    describeEndpoint: (sagemakerName) => describeEndpoint(sagemaker, sagemakerName),
    createEndpoint: (request) => createEndpoint(sagemaker, surroundings, request),
  };
}
