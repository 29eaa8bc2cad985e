import type { EndpointState } from "@/lib/contract/endpoints";
import type { JobState } from "@/lib/contract/jobs";
import type { ModelState } from "@/lib/contract/models";
import { isSettled } from "@/lib/rules/job-states";

/** Milliseconds until the next look, or false when nothing can change by itself. */
type PollMs = number | false;

/** What somebody is watching right now. */
const WATCHED_MS = 600;
const LISTED_MS = 2_000;
const SLOW_MS = 5_000;
/** Somebody else, or another tab, may begin something. */
export const IDLE_MS = 20_000;

export const pollJobMs = (state: JobState | undefined): PollMs =>
  state !== undefined && !isSettled(state) && WATCHED_MS;

export const pollJobsMs = (states: readonly JobState[]): PollMs =>
  !states.every(isSettled) && LISTED_MS;

export const pollModelsMs = (states: readonly ModelState[]): PollMs =>
  states.some((state) => state === "uploading" || state === "deleting") && SLOW_MS;

const ENDPOINT_AT_REST: Record<EndpointState, boolean> = {
  creating: false,
  in_service: true,
  updating: false,
  deleting: false,
  failed: true,
};

export const pollEndpointsMs = (states: readonly EndpointState[]): PollMs =>
  !states.every((state) => ENDPOINT_AT_REST[state]) && SLOW_MS;
