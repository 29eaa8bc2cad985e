import { ENGINE_FILES } from "@/lib/contract/engine";
import type { UserActor } from "@/lib/ports/actor";
import type { InferenceRow } from "@/lib/ports/inferences";
import type { Context } from "@/lib/ports/ports";
import { isSettled, SETTLED_STATES } from "@/lib/rules/job-states";
import { conflict, notInThisState } from "@/lib/rules/refusal";
import { mustBeAllowedToStop, visibleTo } from "./visible";

type Needs = Context<"inferences" | "objectKeys" | "objects", UserActor>;

/**
 * Delete a settled job with its images. Objects go before the rows, so whatever could not be
 * removed stays visible and can be deleted again.
 */
export async function deleteInference(
  context: Needs,
  { id }: { id: string },
): Promise<{ id: string }> {
  const { actor, inferences } = context;
  const row = visibleTo(actor, await inferences.find(id));
  mustBeAllowedToStop(actor, row);
  if (!isSettled(row.state)) {
    const message = "This job is still open. Stop it first.";
    throw notInThisState(row.state, SETTLED_STATES, message);
  }
  await removeObjects(context, row);
  if (!(await inferences.delete(row))) throw conflict();
  return { id };
}

async function removeObjects({ objects, objectKeys }: Needs, row: InferenceRow) {
  const prefix = objectKeys.inferencePrefix(row.id);
  const locations = [row.submission?.outputLocation, row.submission?.failureLocation];
  const outputs = locations.filter((location) => typeof location === "string");
  await objects.deletePrefix(prefix);
  await objects.delete(outputs.map((location) => objects.keyOf(location)));
  if (row.state === "stopped" && row.startedAt === null) {
    // Its request still waits in the endpoint's queue: the flag must outlive the job, or a worker
    // would make pictures for nobody.
    await objects.writeText(prefix + ENGINE_FILES.stop, row.settledAt ?? "", "text/plain");
  }
}
