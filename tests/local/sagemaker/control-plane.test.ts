import {
  CreateEndpointCommand,
  DeleteEndpointCommand,
  DeleteEndpointConfigCommand,
  DeleteModelCommand,
  DescribeEndpointConfigCommand,
  DescribeModelCommand,
  ListEndpointsCommand,
  SageMakerClient,
} from "@aws-sdk/client-sagemaker";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { CREDENTIALS, ERROR_TOPIC, SageMaker } from "./test-sagemaker";

let sagemaker: SageMaker;
const scarce = new Set<string>();

beforeAll(async () => {
  sagemaker = await SageMaker.start({ faults: { lacksCapacity: (name) => scarce.has(name) } });
});
afterAll(() => sagemaker.stop());

describe("models and configurations", () => {
  it("describes a model as it was created", async () => {
    await sagemaker.createModel("described", "test/worker", { FLAVOUR: "plum" });
    const model = await sagemaker.control.send(
      new DescribeModelCommand({ ModelName: "described" }),
    );
    expect(model.PrimaryContainer).toEqual({
      Image: "test/worker",
      Environment: { FLAVOUR: "plum" },
    });
    expect(model.ModelArn).toBe("arn:aws:sagemaker:us-east-1:000000000000:model/described");
    expect(model.CreationTime).toBeInstanceOf(Date);
  });

  it("refuses a second model of the same name in SageMaker's words", async () => {
    await sagemaker.createModel("once");
    await expect(sagemaker.createModel("once")).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringContaining("Cannot create already existing model"),
    });
  });

  it("refuses names that SageMaker refuses", async () => {
    await expect(sagemaker.createModel("no_underscores")).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringContaining("ModelName"),
    });
  });

  it("does not find a model that was deleted", async () => {
    await sagemaker.createModel("deleted");
    await sagemaker.control.send(new DeleteModelCommand({ ModelName: "deleted" }));
    const describing = sagemaker.control.send(new DescribeModelCommand({ ModelName: "deleted" }));
    await expect(describing).rejects.toThrow("Could not find model");
  });

  it("describes and deletes a configuration", async () => {
    await sagemaker.createModel("configured");
    await sagemaker.createConfig("configured");
    const name = { EndpointConfigName: "configured" };
    const config = await sagemaker.control.send(new DescribeEndpointConfigCommand(name));
    const { NotificationConfig } = config.AsyncInferenceConfig?.OutputConfig ?? {};
    expect(NotificationConfig?.ErrorTopic).toBe(ERROR_TOPIC);
    await sagemaker.control.send(new DeleteEndpointConfigCommand(name));
    const again = sagemaker.control.send(new DescribeEndpointConfigCommand(name));
    await expect(again).rejects.toThrow("Could not find endpoint configuration");
  });

  it("refuses a configuration whose model is missing", async () => {
    await expect(sagemaker.createConfig("nowhere")).rejects.toThrow('Could not find model "');
  });
});

describe("endpoints", () => {
  it("goes from Creating to InService when its worker answers", async () => {
    await sagemaker.createEndpoint("healthy");
    expect(["Creating", "InService"]).toContain(
      (await sagemaker.describe("healthy")).EndpointStatus,
    );
    const endpoint = await sagemaker.becomes("healthy", "InService");
    expect(endpoint.ProductionVariants?.[0]).toMatchObject({
      VariantName: "main",
      CurrentInstanceCount: 1,
      DesiredInstanceCount: 1,
    });
  });

  it("refuses a second endpoint of the same name", async () => {
    await sagemaker.createEndpoint("twice");
    const creating = sagemaker.control.send(
      new CreateEndpointCommand({ EndpointName: "twice", EndpointConfigName: "twice" }),
    );
    await expect(creating).rejects.toThrow("Cannot create already existing endpoint");
  });

  it("refuses an endpoint without a configuration", async () => {
    const creating = sagemaker.control.send(
      new CreateEndpointCommand({ EndpointName: "bare", EndpointConfigName: "missing" }),
    );
    await expect(creating).rejects.toThrow("Could not find endpoint configuration");
  });

  it("fails with the images it has when the image is unknown", async () => {
    await sagemaker.createEndpoint("unknown-image", "nobody/nothing");
    const endpoint = await sagemaker.becomes("unknown-image", "Failed");
    expect(endpoint.FailureReason).toContain("nobody/nothing does not exist");
    expect(endpoint.FailureReason).toContain("test/worker");
  });

  it("fails with AWS's reason when there is no capacity", async () => {
    scarce.add("scarce");
    await sagemaker.createEndpoint("scarce");
    const endpoint = await sagemaker.becomes("scarce", "Failed");
    expect(endpoint.FailureReason).toContain("InsufficientInstanceCapacity");
  });

  it("fails with a reason when its worker keeps dying at the start", async () => {
    await sagemaker.createEndpoint("stillborn", undefined, { WORKER_FAILS_TO_START: "yes" });
    const endpoint = await sagemaker.becomes("stillborn", "Failed");
    expect(endpoint.FailureReason).toContain("it ended with code 3");
  });

  it("is gone after its deletion, and its worker with it", async () => {
    await sagemaker.createReadyEndpoint("leaving");
    const { pid } = await answerOf("leaving");
    await sagemaker.control.send(new DeleteEndpointCommand({ EndpointName: "leaving" }));
    await vi.waitFor(
      () => expect(sagemaker.describe("leaving")).rejects.toThrow("Could not find endpoint"),
      { timeout: 10_000 },
    );
    expect(() => process.kill(pid, 0)).toThrow("ESRCH");
  });
});

async function answerOf(name: string): Promise<{ pid: number }> {
  const { InferenceId, OutputLocation } = await sagemaker.invoke(name, { say: "hello" });
  await sagemaker.notified(InferenceId);
  return JSON.parse(await sagemaker.read(OutputLocation));
}

describe("the wire", () => {
  it("refuses an operation that it does not know, by name", async () => {
    await expect(sagemaker.control.send(new ListEndpointsCommand({}))).rejects.toMatchObject({
      name: "UnknownOperationException",
      message: expect.stringContaining("SageMaker.ListEndpoints"),
    });
  });

  it("refuses a wrong signature", async () => {
    const stranger = new SageMakerClient({
      endpoint: sagemaker.url,
      region: "us-east-1",
      credentials: { ...CREDENTIALS, secretAccessKey: "another secret" },
      maxAttempts: 1,
    });
    const describing = stranger.send(new DescribeModelCommand({ ModelName: "described" }));
    await expect(describing).rejects.toMatchObject({ name: "InvalidSignatureException" });
  });

  it("refuses a call without a signature", async () => {
    const response = await fetch(sagemaker.url, {
      method: "POST",
      headers: { "x-amz-target": "SageMaker.DescribeModel" },
      body: "{}",
    });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ __type: "MissingAuthenticationTokenException" });
  });
});
