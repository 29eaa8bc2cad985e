import type { EngineProgress } from "@/lib/contract/engine";
import type { EndpointRow } from "@/lib/ports/endpoints";
import type { InferenceRow } from "@/lib/ports/inferences";
import type { SystemFailureCode } from "@/lib/rules/failures";

/** A Lambda behind the gateway lives at most 29 s, so nobody is still submitting the job by then. */
const SUBMISSION_GRACE_SECONDS = 30;
/** After an hour of refused submissions the endpoint is not coming back for this job. */
const SUBMISSION_SECONDS_MAX = 60 * 60;
/** SageMaker drops a request after 6 h in its queue; ten minutes more for its own slowness. */
const QUEUE_SECONDS_MAX = 6 * 60 * 60 + 10 * 60;
/** Longer than a step or a model's loading takes anywhere, shorter than anyone waits. */
const SILENCE_SECONDS_MAX = 15 * 60;
/** With nothing heard for this long it is worth a look whether the endpoint still exists. */
const DOUBT_SECONDS = 30;

const secondsBetween = (from: string, to: Date) => (to.getTime() - Date.parse(from)) / 1000;

/** Whether a job that SageMaker has never acknowledged is to be submitted once more. */
export const isSubmissionDue = (row: InferenceRow, now: Date) =>
  row.submission === null && secondsBetween(row.createdAt, now) >= SUBMISSION_GRACE_SECONDS;

/** Seconds since anything was heard of a job. */
function silenceSeconds(row: InferenceRow, progress: EngineProgress | undefined, now: Date) {
  return secondsBetween(progress?.updated_at ?? row.submission?.at ?? row.createdAt, now);
}

/** Whether the job has been silent for so long that its endpoint is to be looked at. */
export const isInDoubt = (row: InferenceRow, progress: EngineProgress | undefined, now: Date) =>
  silenceSeconds(row, progress, now) >= DOUBT_SECONDS;

/** Why a silent job will not come to an end by itself, or null while it still can. */
export function hopelessness(
  row: InferenceRow,
  progress: EngineProgress | undefined,
  endpoint: EndpointRow | undefined,
  now: Date,
): SystemFailureCode | null {
  if (!endpoint || endpoint.state === "deleting") return "endpoint_gone";
  if (endpoint.state === "failed") return "endpoint_failed";
  const silent = silenceSeconds(row, progress, now);
  if (progress) return silent > SILENCE_SECONDS_MAX ? "worker_lost" : null;
  if (row.submission === null) return silent > SUBMISSION_SECONDS_MAX ? "never_submitted" : null;
  return silent > QUEUE_SECONDS_MAX ? "expired_in_queue" : null;
}
