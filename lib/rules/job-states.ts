import { JOB_STATES, type JobState } from "@/lib/contract/jobs";

/** What can happen to a job, from whatever source: a worker, an event, a person, the clock. */
export const JOB_EVENTS = ["start", "run", "request_stop", "complete", "stop", "fail"] as const;
export type JobEvent = (typeof JOB_EVENTS)[number];

/**
 * Where each event leads; an absent entry means that the event is too late or out of order and
 * changes nothing. Events may come twice, late or not at all, so every later state can be reached
 * from every earlier one. Settled states absorb.
 */
const TRANSITIONS: Record<JobState, Partial<Record<JobEvent, JobState>>> = {
  queued: {
    start: "starting",
    run: "running",
    request_stop: "stopping",
    complete: "completed",
    stop: "stopped",
    fail: "failed",
  },
  starting: {
    run: "running",
    request_stop: "stopping",
    complete: "completed",
    stop: "stopped",
    fail: "failed",
  },
  running: { request_stop: "stopping", complete: "completed", stop: "stopped", fail: "failed" },
  stopping: { complete: "completed", stop: "stopped", fail: "failed" },
  completed: {},
  stopped: {},
  failed: {},
};

/** The state after an event, or null when the event changes nothing. */
export const stateAfter = (state: JobState, event: JobEvent): JobState | null =>
  TRANSITIONS[state][event] ?? null;

export const SETTLED_STATES: readonly JobState[] = ["completed", "stopped", "failed"];
export const isSettled = (state: JobState) => SETTLED_STATES.includes(state);

/** States in which an event would change something, for the refusal's `allowed`. */
export const statesAllowing = (event: JobEvent): JobState[] =>
  JOB_STATES.filter((state) => stateAfter(state, event) !== null);

export const canStop = (state: JobState) => stateAfter(state, "request_stop") !== null;
