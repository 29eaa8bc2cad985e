import { randomUUID } from "node:crypto";
import type { ScheduledEvent } from "aws-lambda";
import { ACCOUNT_ID, REGION } from "./sagemaker/resources";

export interface ScheduleOptions {
  /** Functions that each turn calls. */
  functionNames: readonly string[];
  invoke(functionName: string, event: ScheduledEvent): Promise<unknown>;
  intervalMs?: number;
}

export interface Schedule {
  /** Takes a turn now; resolves when every function has answered or failed. */
  run(): Promise<void>;
  close(): Promise<void>;
}

const INTERVAL_MS = 60_000;

/** Calls functions each minute, as a rule of EventBridge does. A turn that is still running is not doubled. */
export function startSchedule(options: ScheduleOptions): Schedule {
  const { functionNames, invoke, intervalMs = INTERVAL_MS } = options;
  let turn: Promise<void> | undefined;
  const run = () => {
    turn ??= takeTurn().finally(() => {
      turn = undefined;
    });
    return turn;
  };
  const takeTurn = async () => {
    await Promise.all(
      functionNames.map((name) =>
        invoke(name, toEvent(name)).catch((error: unknown) =>
          console.error(`${name} failed on its schedule and is called again next minute.`, error),
        ),
      ),
    );
  };
  const timer = setInterval(() => void run(), intervalMs);
  return {
    run,
    close: async () => {
      clearInterval(timer);
      await turn;
    },
  };
}

/** Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-run-lambda-schedule.html */
const toEvent = (functionName: string): ScheduledEvent => ({
  version: "0",
  id: randomUUID(),
  "detail-type": "Scheduled Event",
  source: "aws.events",
  account: ACCOUNT_ID,
  time: new Date().toISOString(),
  region: REGION,
  resources: [`arn:aws:events:${REGION}:${ACCOUNT_ID}:rule/${functionName}-each-minute`],
  detail: {},
});
