import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { endpointFailureSentence } from "@/infrastructure/adapters/sagemaker/aws-failures";
import { createCompute } from "@/infrastructure/adapters/sagemaker/compute";
import type { EngineRequest } from "@/lib/contract/engine";
import type { Compute } from "@/lib/ports/compute";
import { credentials, region } from "./support/clouds";

interface Received {
  operation: string;
  headers: IncomingMessage["headers"];
  body: unknown;
}
interface Answer {
  status: number;
  body: object;
}

const engineRequest: EngineRequest = {
  job_id: "01HJOB00000000000000000000",
  task: "txt2img",
  model: { id: "m", name: "tiny", uri: "s3://pictures/models/m/model.safetensors", size_bytes: 9 },
  output: { uri: "s3://pictures/inferences/j/" },
  parameters: {
    prompt: "a house",
    negative_prompt: "",
    sampler_name: "Euler",
    steps: 1,
    cfg_scale: 1,
    seed: 0,
    width: 64,
    height: 64,
    batch_size: 1,
    n_iter: 1,
  },
};

/** SageMaker's answers are scripted here: how it fails on AWS cannot be provoked elsewhere. */
describe("SageMaker", () => {
  let server: Server;
  let compute: Compute;
  let received: Received[] = [];
  let answer: (operation: string) => Answer;

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const operation = String(request.headers["x-amz-target"] ?? request.url).replace(/^.*\./, "");
      received.push({
        operation,
        headers: request.headers,
        body: JSON.parse(Buffer.concat(chunks).toString()),
      });
      const { status, body } = answer(operation);
      response.writeHead(status, {
        "content-type": "application/x-amz-json-1.1",
        ...headersOf(body),
      });
      response.end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    // A TCP server's address is an AddressInfo once it listens.
    const { port } = server.address() as AddressInfo;
    compute = createCompute({
      region,
      bucket: "pictures",
      roleArn: "arn:aws:iam::111122223333:role/endpoints",
      resultTopicArn: "arn:aws:sns:us-east-1:111122223333:results",
      client: { endpoint: `http://127.0.0.1:${port}`, credentials },
    });
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  beforeEach(() => {
    received = [];
    answer = () => ({ status: 200, body: {} });
  });

  const headersOf = (body: object): Record<string, string> =>
    "OutputLocation" in body
      ? { "x-amzn-sagemaker-outputlocation": String(body.OutputLocation) }
      : {};
  const refuse = (type: string, message: string, status = 400) => {
    answer = () => ({ status, body: { __type: type, message, Message: message } });
  };

  it("queues a job inline, under its own id, with time for long ones", async () => {
    answer = () => ({ status: 202, body: { OutputLocation: "s3://pictures/async/outputs/1.out" } });
    expect(await compute.submit("atelier-e", engineRequest)).toEqual({
      outputLocation: "s3://pictures/async/outputs/1.out",
      failureLocation: null,
    });
    const [{ operation, headers, body } = { operation: "", headers: {}, body: {} }] = received;
    expect(operation).toBe("/endpoints/atelier-e/async-invocations");
    expect(body).toEqual(engineRequest);
    expect(headers).toMatchObject({
      "x-amzn-sagemaker-content-type": "application/json",
      "x-amzn-sagemaker-inference-id": engineRequest.job_id,
      "x-amzn-sagemaker-requestttlseconds": "21600",
      "x-amzn-sagemaker-invocationtimeoutseconds": "3600",
    });
  });

  const creation = {
    sagemakerName: "atelier-e",
    image: "111122223333.dkr.ecr.us-east-1.amazonaws.com/engine:1",
    instanceType: "ml.g5.xlarge",
    instanceCount: 1,
  };

  it("makes an asynchronous endpoint that handles one request at a time", async () => {
    await compute.createEndpoint(creation);
    expect(received.map(({ operation }) => operation)).toEqual([
      "CreateModel",
      "CreateEndpointConfig",
      "CreateEndpoint",
    ]);
    expect(received[1]?.body).toMatchObject({
      AsyncInferenceConfig: {
        ClientConfig: { MaxConcurrentInvocationsPerInstance: 1 },
        OutputConfig: {
          S3OutputPath: "s3://pictures/async/outputs",
          S3FailurePath: "s3://pictures/async/failures",
          NotificationConfig: {
            SuccessTopic: "arn:aws:sns:us-east-1:111122223333:results",
            ErrorTopic: "arn:aws:sns:us-east-1:111122223333:results",
          },
        },
      },
    });
  });

  it("keeps the parts that exist already", async () => {
    refuse("ValidationException", 'Cannot create already existing endpoint "arn:aws:…"');
    await compute.createEndpoint(creation);
    expect(received).toHaveLength(3);
  });

  it("tells the quota and what is in use", async () => {
    refuse(
      "ResourceLimitExceeded",
      "The account-level service limit 'ml.g5.xlarge for endpoint usage' is 2 Instances, with current utilization of 1 Instances and a request delta of 4 Instances.",
    );
    await expect(compute.createEndpoint(creation)).rejects.toMatchObject({
      code: "limit_reached",
      data: { limit: 2, current: 1 },
      message: expect.stringContaining("Service Quotas"),
    });
  });

  it.each([
    ["InService", { status: "in_service", instanceCount: 1 }],
    ["SystemUpdating", { status: "updating", instanceCount: 1 }],
    ["Deleting", { status: "deleting", instanceCount: 1 }],
  ])("describes an endpoint that is %s", async (EndpointStatus, expected) => {
    const body = { EndpointStatus, ProductionVariants: [{ CurrentInstanceCount: 1 }] };
    answer = () => ({ status: 200, body });
    expect(await compute.describeEndpoint("atelier-e")).toEqual(expected);
  });

  it("describes failed and absent endpoints", async () => {
    const FailureReason =
      "Unable to provision requested ML compute capacity due to InsufficientInstanceCapacity error.";
    answer = () => ({ status: 200, body: { EndpointStatus: "Failed", FailureReason } });
    expect(await compute.describeEndpoint("atelier-e")).toEqual({
      status: "failed",
      reason: expect.stringContaining("no free instance"),
      instanceCount: 0,
    });
    refuse("ValidationException", 'Could not find endpoint "arn:aws:…".');
    expect(await compute.describeEndpoint("atelier-e")).toEqual({ status: "absent" });
  });

  it.each([
    [
      "ValidationError",
      "Endpoint atelier-e of account 111122223333 not found.",
      "not_in_this_state",
    ],
    ["ThrottlingException", "Rate exceeded", "unavailable"],
  ])("answers a %s plainly: %s", async (type, message, code) => {
    refuse(type, message);
    await expect(compute.submit("atelier-e", engineRequest)).rejects.toMatchObject({
      code,
      message: expect.not.stringContaining("111122223333"),
    });
  });

  it("does not hide a fault of ours", async () => {
    refuse("ValidationError", "InferenceId has a wrong length");
    await expect(compute.submit("atelier-e", engineRequest)).rejects.toMatchObject({
      name: "ValidationError",
    });
  });
});

describe("reasons of failed endpoints", () => {
  it.each([
    ["The primary container did not pass the ping health check.", /CloudWatch/],
    ["CannotPullContainerError: pull image manifest", /container image/],
    ["CUDA out of memory", /larger instance/],
    ["Something new", /^Something new$/],
  ])("%s", (reason, sentence) => {
    expect(endpointFailureSentence(reason)).toMatch(sentence);
  });
});
