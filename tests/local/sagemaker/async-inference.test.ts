import { PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BUCKET, ERROR_TOPIC, SageMaker, SUCCESS_TOPIC } from "./test-sagemaker";

let sagemaker: SageMaker;
let nowMs = Date.now();
const notifications = new Map<string, { copies: number; delayMs: number }>();
const ENDPOINT = "painter";

beforeAll(async () => {
  sagemaker = await SageMaker.start({
    now: () => nowMs,
    faults: { notification: (id) => notifications.get(id) ?? { copies: 1, delayMs: 0 } },
  });
  await sagemaker.createReadyEndpoint(ENDPOINT, { FLAVOUR: "plum" });
});
afterAll(() => sagemaker.stop());

describe("a request that succeeds", () => {
  it("leaves the worker's answer in S3 and tells the success topic", async () => {
    const accepted = await sagemaker.invoke(
      ENDPOINT,
      { say: "hello" },
      { InferenceId: "job-1", Accept: "application/json", CustomAttributes: "blue" },
    );
    expect(accepted.InferenceId).toBe("job-1");
    expect(accepted.OutputLocation).toMatch(/^s3:\/\/results\/outputs\/[\w-]+\.out$/);
    expect(accepted.FailureLocation).toMatch(/^s3:\/\/results\/failures\/[\w-]+-error\.out$/);

    const { topicArn, message } = await sagemaker.notified("job-1");
    expect(topicArn).toBe(SUCCESS_TOPIC);
    expect(message).toMatchObject({
      awsRegion: "us-east-1",
      invocationStatus: "Completed",
      requestParameters: {
        accept: "application/json",
        contentType: "application/json",
        endpointName: ENDPOINT,
      },
      responseParameters: {
        contentType: "application/json",
        outputLocation: accepted.OutputLocation,
      },
      eventVersion: "1.0",
      eventSource: "aws:sagemaker",
      eventName: "InferenceResult",
    });
    expect(JSON.parse(await sagemaker.read(accepted.OutputLocation))).toMatchObject({
      said: "hello",
      inferenceId: "job-1",
      attributes: "blue",
      accept: "application/json",
      flavour: "plum",
    });
  });

  it("gets an id when the caller gives none", async () => {
    const { InferenceId } = await sagemaker.invoke(ENDPOINT, { say: "anything" });
    expect(InferenceId).toMatch(/^[0-9a-f-]{36}$/);
    await sagemaker.notified(InferenceId);
  });

  it("stands where the caller wants it", async () => {
    const place = { S3OutputPathExtension: "ada/job-2", Filename: "answer.json" };
    const { OutputLocation } = await sagemaker.invoke(
      ENDPOINT,
      { say: "here" },
      { InferenceId: "job-2", ...place },
    );
    expect(OutputLocation).toBe(`s3://${BUCKET}/outputs/ada/job-2/answer.json`);
    await sagemaker.notified("job-2");
    expect(await sagemaker.read(OutputLocation)).toContain("here");
  });

  it("may have its payload in S3", async () => {
    const Body = JSON.stringify({ say: "from S3" });
    await sagemaker.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: "in/1.json", Body }));
    const InputLocation = `s3://${BUCKET}/in/1.json`;
    const { OutputLocation } = await sagemaker.invoke(
      ENDPOINT,
      {},
      { InferenceId: "job-3", Body: undefined, InputLocation },
    );
    const { message } = await sagemaker.notified("job-3");
    expect(message.requestParameters.inputLocation).toBe(InputLocation);
    expect(await sagemaker.read(OutputLocation)).toContain("from S3");
  });

  it("comes in the order of submission, one at a time", async () => {
    const ids = ["a", "b", "c", "d"].map((letter) => `order-${letter}`);
    for (const [index, InferenceId] of ids.entries()) {
      await sagemaker.invoke(ENDPOINT, { say: "x", waitMs: 40 - index * 10 }, { InferenceId });
    }
    await sagemaker.notified("order-d");
    const told = sagemaker.published.map(({ message }) => message.inferenceId);
    expect(told.filter((id) => ids.includes(id))).toEqual(ids);
  });
});

describe("a request that fails", () => {
  it.each([
    [400, "client error (400)"],
    [500, "server error (500)"],
  ])("keeps the worker's words for status %i and tells the error topic", async (status, words) => {
    const InferenceId = `refused-${status}`;
    const { FailureLocation } = await sagemaker.invoke(
      ENDPOINT,
      { say: "no", status },
      { InferenceId },
    );
    const { topicArn, message } = await sagemaker.notified(InferenceId);
    expect(topicArn).toBe(ERROR_TOPIC);
    expect(message.invocationStatus).toBe("Failed");
    expect(message.failureReason).toContain(words);
    expect(message.responseParameters).toBeUndefined();
    expect(JSON.parse(await sagemaker.read(FailureLocation))).toMatchObject({ said: "no" });
  });

  it("fails when its payload is not in S3", async () => {
    const InputLocation = `s3://${BUCKET}/in/absent.json`;
    await sagemaker.invoke(
      ENDPOINT,
      {},
      { InferenceId: "no-payload", Body: undefined, InputLocation },
    );
    const { message } = await sagemaker.notified("no-payload");
    expect(message.failureReason).toContain("InputLocation does not exist");
  });

  it("fails after a second worker has died of it, and the next request is served", async () => {
    await sagemaker.invoke(ENDPOINT, { die: true }, { InferenceId: "poison" });
    await sagemaker.invoke(ENDPOINT, { say: "still here" }, { InferenceId: "after-poison" });
    const { message } = await sagemaker.notified("poison");
    expect(message.failureReason).toContain("ModelError");
    expect(message.failureReason).toContain("tried twice");
    expect((await sagemaker.notified("after-poison")).message.invocationStatus).toBe("Completed");
    expect((await sagemaker.describe(ENDPOINT)).EndpointStatus).toBe("InService");
  });

  it("fails when the worker takes longer than it may", async () => {
    const limits = { InferenceId: "slow", InvocationTimeoutSeconds: 1 };
    await sagemaker.invoke(ENDPOINT, { hang: true }, limits);
    const { message } = await sagemaker.notified("slow");
    expect(message.failureReason).toContain("within 1 seconds");
  });

  it("fails when it has waited in the queue longer than it may", async () => {
    await sagemaker.invoke(ENDPOINT, { waitMs: 300 }, { InferenceId: "first" });
    await sagemaker.invoke(
      ENDPOINT,
      { say: "late" },
      { InferenceId: "expired", RequestTTLSeconds: 60 },
    );
    nowMs += 61_000;
    const { message } = await sagemaker.notified("expired");
    nowMs -= 61_000;
    expect(message.failureReason).toContain("expired in the queue");
  });
});

describe("a call that is refused", () => {
  it("names an endpoint that does not exist", async () => {
    await expect(sagemaker.invoke("nobody", {})).rejects.toMatchObject({
      name: "ValidationError",
      message: expect.stringContaining("Endpoint nobody of account 000000000000 not found"),
    });
  });

  it("carries more than 128,000 bytes inline", async () => {
    const Body = Buffer.alloc(128_001, "x");
    await expect(sagemaker.invoke(ENDPOINT, {}, { Body })).rejects.toMatchObject({
      name: "ValidationError",
      message: expect.stringContaining("128000"),
    });
  });

  it.each([
    ["no payload", { Body: undefined }, "InputLocation or Body is required"],
    ["two payloads", { InputLocation: `s3://${BUCKET}/in/1.json` }, "not both"],
    ["a queue time below a minute", { RequestTTLSeconds: 59 }, "RequestTTLSeconds must be 60"],
    ["an invocation over an hour", { InvocationTimeoutSeconds: 3601 }, "must be 1 to 3600"],
    ["a path that climbs", { S3OutputPathExtension: "../../models" }, "no .. segment"],
    ["a file name with two dots", { Filename: "a.b.c" }, "one dot at most"],
  ])("has %s", async (_, change, words) => {
    await expect(sagemaker.invoke(ENDPOINT, { say: "x" }, change)).rejects.toMatchObject({
      name: "ValidationError",
      message: expect.stringContaining(words),
    });
  });

  it("goes to another path of the runtime", async () => {
    const response = await fetch(`${sagemaker.url}/endpoints/${ENDPOINT}/invocations`, {
      method: "POST",
    });
    expect(response.status).toBe(403);
  });
});

describe("notifications that AWS may lose, double or delay", () => {
  it("loses one: the result is in S3 all the same", async () => {
    notifications.set("lost", { copies: 0, delayMs: 0 });
    const { OutputLocation } = await sagemaker.invoke(
      ENDPOINT,
      { say: "silent" },
      { InferenceId: "lost" },
    );
    await sagemaker.invoke(ENDPOINT, { say: "next" }, { InferenceId: "after-lost" });
    await sagemaker.notified("after-lost");
    expect(sagemaker.notificationsOf("lost")).toBe(0);
    expect(await sagemaker.read(OutputLocation)).toContain("silent");
  });

  it("doubles one", async () => {
    notifications.set("doubled", { copies: 2, delayMs: 0 });
    await sagemaker.invoke(ENDPOINT, { say: "echo" }, { InferenceId: "doubled" });
    await sagemaker.invoke(ENDPOINT, { say: "next" }, { InferenceId: "after-doubled" });
    await sagemaker.notified("after-doubled");
    expect(sagemaker.notificationsOf("doubled")).toBe(2);
  });

  it("delays one past a later one", async () => {
    notifications.set("late", { copies: 1, delayMs: 1000 });
    await sagemaker.invoke(ENDPOINT, { say: "slow post" }, { InferenceId: "late" });
    await sagemaker.invoke(ENDPOINT, { say: "next" }, { InferenceId: "after-late" });
    await sagemaker.notified("after-late");
    expect(sagemaker.notificationsOf("late")).toBe(0);
    await sagemaker.notified("late");
  });
});
