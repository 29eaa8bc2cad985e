import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SNSEvent } from "aws-lambda";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Topics } from "@/infrastructure/local/sns";

const TOPIC = "arn:aws:sns:us-east-1:000000000000:results";
let dataDir: string;
let topics: Topics;
const invoke = vi.fn<(name: string, event: SNSEvent) => Promise<void>>();

const open = (retryDelaysMs: number[] = [1, 1]) =>
  Topics.open({
    dataDir,
    subscriptions: { [TOPIC]: ["on-result", "audit"] },
    invoke,
    retryDelaysMs,
  });

beforeEach(async () => {
  invoke.mockReset();
  invoke.mockResolvedValue();
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  dataDir = await mkdtemp(join(tmpdir(), "atelier-topics-"));
  topics = await open();
});
afterEach(async () => {
  await topics.close();
  await rm(dataDir, { recursive: true, force: true });
});

describe("a message", () => {
  it("reaches every subscribed function in SNS's shape", async () => {
    await topics.publish(TOPIC, '{"inferenceId":"job"}');
    await vi.waitFor(() => expect(invoke).toHaveBeenCalledTimes(2));
    expect(invoke.mock.calls.map(([name]) => name).sort()).toEqual(["audit", "on-result"]);
    const { Records } = invoke.mock.calls[0]![1];
    expect(Records).toHaveLength(1);
    expect(Records[0]).toMatchObject({
      EventSource: "aws:sns",
      EventVersion: "1.0",
      Sns: {
        Type: "Notification",
        TopicArn: TOPIC,
        Message: '{"inferenceId":"job"}',
        MessageAttributes: {},
      },
    });
    expect(Date.parse(Records[0]!.Sns.Timestamp)).not.toBeNaN();
  });

  it("is tried again until the function takes it", async () => {
    invoke.mockRejectedValueOnce(new Error("busy")).mockRejectedValueOnce(new Error("busy"));
    await topics.publish(TOPIC, "x");
    await vi.waitFor(() => expect(invoke).toHaveBeenCalledTimes(4));
  });

  it("is given up after the last try", async () => {
    invoke.mockRejectedValue(new Error("broken"));
    await topics.publish(TOPIC, "x");
    await vi.waitFor(() => expect(invoke).toHaveBeenCalledTimes(6));
    await topics.close();
    invoke.mockClear();
    topics = await open();
    await topics.resume();
    expect(invoke).not.toHaveBeenCalled();
  });

  it("that was accepted is delivered after a restart", async () => {
    await topics.close();
    topics = await open([60_000]);
    invoke.mockRejectedValue(new Error("not yet"));
    await topics.publish(TOPIC, "kept");
    await vi.waitFor(() => expect(invoke).toHaveBeenCalledTimes(2));
    await topics.close();

    invoke.mockReset();
    invoke.mockResolvedValue();
    topics = await open();
    await topics.resume();
    await vi.waitFor(() => expect(invoke).toHaveBeenCalledTimes(2));
    expect(invoke.mock.calls[0]![1].Records[0]!.Sns.Message).toBe("kept");
  });

  it("to an unknown topic is refused", async () => {
    await expect(topics.publish(`${TOPIC}-absent`, "x")).rejects.toThrow("does not exist");
  });
});
