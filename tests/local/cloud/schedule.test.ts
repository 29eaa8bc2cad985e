import type { ScheduledEvent } from "aws-lambda";
import { afterEach, expect, it, vi } from "vitest";
import { type Schedule, startSchedule } from "@/infrastructure/local/schedule";

let schedule: Schedule | undefined;
afterEach(() => schedule?.close());

it("calls every function each minute with an event of EventBridge", async () => {
  vi.useFakeTimers();
  const invoke = vi.fn(async (_name: string, _event: ScheduledEvent) => undefined);
  schedule = startSchedule({ functionNames: ["one", "two"], invoke });
  await vi.advanceTimersByTimeAsync(120_000);
  vi.useRealTimers();
  expect(invoke.mock.calls.map(([name]) => name)).toEqual(["one", "two", "one", "two"]);
  expect(invoke.mock.calls[0]![1]).toMatchObject({
    "detail-type": "Scheduled Event",
    source: "aws.events",
    region: "us-east-1",
    resources: ["arn:aws:events:us-east-1:000000000000:rule/one-each-minute"],
  });
});

it("does not double a turn that is still running", async () => {
  let finish: () => void = () => undefined;
  const invoke = vi.fn(
    () =>
      new Promise<void>((resolve) => {
        finish = resolve;
      }),
  );
  schedule = startSchedule({ functionNames: ["slow"], invoke });
  const first = schedule.run();
  const second = schedule.run();
  finish();
  await Promise.all([first, second]);
  expect(invoke).toHaveBeenCalledTimes(1);
});

it("goes on after a function has failed", async () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  const invoke = vi.fn(() => Promise.reject(new Error("broken")));
  schedule = startSchedule({ functionNames: ["broken"], invoke });
  await schedule.run();
  await schedule.run();
  expect(invoke).toHaveBeenCalledTimes(2);
});
