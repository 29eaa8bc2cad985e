import type { EngineProgress, EngineResult } from "@/lib/contract/engine";
import type { InferenceRow } from "@/lib/ports/inferences";
import type { Context } from "@/lib/ports/ports";
import { systemFailure } from "@/lib/rules/failures";
import { isSettled, stateAfter } from "@/lib/rules/job-states";
import { hopelessness, isInDoubt, isSubmissionDue } from "./deadlines";
import { type Evidence, gatherEvidence } from "./evidence";
import { failedRow, finishedRow, resultImages, stoppedRow } from "./settle";
import { submitInference } from "./submit";

type Needs = Context<
  "clock" | "compute" | "endpoints" | "inferences" | "log" | "objectKeys" | "objects"
>;

export interface Reconciled {
  row: InferenceRow;
  progress: EngineProgress | undefined;
}

/** Several writers may meet at one job; each retry sees what the faster one wrote. */
const ATTEMPTS_MAX = 4;

/**
 * Compare a job with what S3 holds of it and write what has become of it. Called by every event,
 * by the schedule and by whoever watches the job; calling it twice, late or at once with others
 * ends in the same state. Undefined when there is no such job.
 */
export async function reconcileInference(
  context: Needs,
  { id }: { id: string },
): Promise<Reconciled | undefined> {
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
    const row = await context.inferences.find(id);
    if (!row) return undefined;
    const reconciled = await reconcileRow(context, row);
    if (reconciled) return reconciled;
  }
  // Whoever was faster four times has brought the job on; the next call sees it.
  const row = await context.inferences.find(id);
  return row && { row, progress: undefined };
}

/** Reconcile a row just read; undefined when somebody else wrote it in the meantime. */
export async function reconcileRow(
  context: Needs,
  row: InferenceRow,
): Promise<Reconciled | undefined> {
  if (isSettled(row.state)) return { row, progress: undefined };
  const evidence = await gatherEvidence(context, row);
  const next = await nextRow(context, row, evidence);
  const written = next === null ? row : await context.inferences.update(next);
  return written && { row: written, progress: evidence.progress };
}

/** The row as it ought to be, or null when it is right as it is. */
async function nextRow(
  context: Needs,
  row: InferenceRow,
  evidence: Evidence,
): Promise<InferenceRow | null> {
  const now = context.clock.now();
  const { result, failure, progress } = evidence;
  if (result) return finish(context, row, result);
  if (failure) return failedRow(row, failure, now);
  if (row.submission === null && row.state === "stopping") return stoppedRow(row, now);
  if (isInDoubt(row, progress, now)) {
    const endpoint = await context.endpoints.find(row.endpoint.id);
    const code = hopelessness(row, progress, endpoint, now);
    // Somebody wanted it to end, and it has: that is no failure to them.
    if (code && row.state === "stopping") return stoppedRow(row, now);
    if (code) return failedRow(row, systemFailure(code), now);
  }
  if (isSubmissionDue(row, now)) return resubmit(context, row, now);
  return progress ? advanced(row, progress) : null;
}

/** Images come first, so that a settled row never promises pictures that nobody can list. */
async function finish(context: Needs, row: InferenceRow, result: EngineResult) {
  const images = resultImages(row, context.objectKeys.inferencePrefix(row.id), result);
  await context.inferences.putImages(images);
  return finishedRow(row, result, images);
}

async function resubmit(context: Needs, row: InferenceRow, now: Date) {
  const submitted = await submitInference(context, row);
  if (submitted.outcome === "submitted") return { ...row, submission: submitted.submission };
  return submitted.outcome === "refused" ? failedRow(row, submitted.failure, now) : null;
}

function advanced(row: InferenceRow, progress: EngineProgress): InferenceRow | null {
  const state = stateAfter(row.state, progress.state === "starting" ? "start" : "run");
  if (!state && row.startedAt) return null;
  return { ...row, state: state ?? row.state, startedAt: progress.started_at };
}
