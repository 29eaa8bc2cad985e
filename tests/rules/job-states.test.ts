import { expect, test } from "vitest";
import { JOB_STATES, type JobState } from "@/lib/contract/jobs";
import {
  canStop,
  isSettled,
  JOB_EVENTS,
  type JobEvent,
  stateAfter,
  statesAllowing,
} from "@/lib/rules/job-states";

/** Every pair of state and event, written down once more: `-` is an event that changes nothing. */
const TABLE: Record<JobState, Record<JobEvent, JobState | "-">> = {
  queued: {
    start: "starting",
    run: "running",
    request_stop: "stopping",
    complete: "completed",
    stop: "stopped",
    fail: "failed",
  },
  starting: {
    start: "-",
    run: "running",
    request_stop: "stopping",
    complete: "completed",
    stop: "stopped",
    fail: "failed",
  },
  running: {
    start: "-",
    run: "-",
    request_stop: "stopping",
    complete: "completed",
    stop: "stopped",
    fail: "failed",
  },
  stopping: {
    start: "-",
    run: "-",
    request_stop: "-",
    complete: "completed",
    stop: "stopped",
    fail: "failed",
  },
  completed: { start: "-", run: "-", request_stop: "-", complete: "-", stop: "-", fail: "-" },
  stopped: { start: "-", run: "-", request_stop: "-", complete: "-", stop: "-", fail: "-" },
  failed: { start: "-", run: "-", request_stop: "-", complete: "-", stop: "-", fail: "-" },
};

const pairs = JOB_STATES.flatMap((state) => JOB_EVENTS.map((event) => [state, event] as const));

test.each(pairs)("%s, %s", (state, event) => {
  expect(stateAfter(state, event) ?? "-").toBe(TABLE[state][event]);
});

test("settled states absorb every event, and only they are settled", () => {
  for (const state of JOB_STATES) {
    const absorbs = JOB_EVENTS.every((event) => stateAfter(state, event) === null);
    expect(isSettled(state), state).toBe(absorbs);
  }
});

test("no sequence of events leads back: each step is a later state", () => {
  const rank = (state: JobState) => (isSettled(state) ? 4 : JOB_STATES.indexOf(state));
  for (const [state, event] of pairs) {
    const after = stateAfter(state, event);
    if (after) expect(rank(after), `${state}, ${event}`).toBeGreaterThan(rank(state));
  }
});

test("what a refusal names as allowed is what the table allows", () => {
  expect(statesAllowing("request_stop")).toEqual(["queued", "starting", "running"]);
  expect(JOB_STATES.filter(canStop)).toEqual(["queued", "starting", "running"]);
});
