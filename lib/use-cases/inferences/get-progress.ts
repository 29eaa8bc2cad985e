import type { EngineProgress } from "@/lib/contract/engine";
import type { InferenceProgress } from "@/lib/contract/inferences";
import type { UserActor } from "@/lib/ports/actor";
import type { InferenceRow } from "@/lib/ports/inferences";
import type { Context } from "@/lib/ports/ports";
import { isSettled } from "@/lib/rules/job-states";
import { totalSteps } from "@/lib/rules/parameters";
import { readProgress } from "./evidence";
import { reconcileInference, reconcileRow } from "./reconcile";
import { visibleTo } from "./visible";

type Needs = Context<
  "clock" | "compute" | "endpoints" | "inferences" | "log" | "objectKeys" | "objects",
  UserActor
>;

/** How far a job is; whoever watches it also brings it on, so a lost notification costs nothing. */
export async function getInferenceProgress(
  context: Needs,
  { id }: { id: string },
): Promise<InferenceProgress> {
  const seen = visibleTo(context.actor, await context.inferences.find(id));
  const reconciled =
    (await reconcileRow(context, seen)) ?? (await reconcileInference(context, { id }));
  const row = visibleTo(context.actor, reconciled?.row);
  // A completed job's row tells all; of one that ended early only this object knows the step.
  const endedEarly = isSettled(row.state) && row.state !== "completed";
  const progress =
    reconciled?.progress ?? (endedEarly ? await readProgress(context, id) : undefined);
  return {
    id,
    state: row.state,
    queuePosition: await queuePosition(context, row),
    ...stepsOf(row, progress),
    preview: isSettled(row.state) ? null : (progress?.preview ?? null),
    secondsLeft: isSettled(row.state) ? null : secondsLeft(progress, context.clock.now()),
  };
}

async function queuePosition({ inferences }: Needs, row: InferenceRow) {
  return row.state === "queued" ? inferences.countOpen(row.endpoint.id, row.id) : null;
}

function stepsOf(row: InferenceRow, progress: EngineProgress | undefined) {
  const total = progress?.total_steps ?? totalSteps(row.parameters);
  if (row.state === "completed") {
    return { step: total, totalSteps: total, imagesDone: row.imageCount };
  }
  const imagesDone = isSettled(row.state) ? row.imageCount : (progress?.images_done ?? 0);
  return { step: progress?.step ?? 0, totalSteps: total, imagesDone };
}

/** From the mean speed so far; null before the first step, when any number would be a guess. */
function secondsLeft(progress: EngineProgress | undefined, now: Date) {
  if (!progress || progress.step === 0) return null;
  const { step, total_steps, started_at, updated_at } = progress;
  const workedMs = Date.parse(updated_at) - Date.parse(started_at);
  const remainingMs = (workedMs / step) * (total_steps - step);
  const sinceMs = now.getTime() - Date.parse(updated_at);
  return Math.max(0, (remainingMs - sinceMs) / 1000);
}
