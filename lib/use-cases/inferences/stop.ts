import { ENGINE_FILES } from "@/lib/contract/engine";
import type { Inference } from "@/lib/contract/inferences";
import type { UserActor } from "@/lib/ports/actor";
import type { Context } from "@/lib/ports/ports";
import { canStop, stateAfter, statesAllowing } from "@/lib/rules/job-states";
import { conflict, notInThisState } from "@/lib/rules/refusal";
import { readProgress } from "./evidence";
import { presentInference } from "./present";
import { stoppedRow } from "./settle";
import { mustBeAllowedToStop, visibleTo } from "./visible";

type Needs = Context<"clock" | "inferences" | "objectKeys" | "objects", UserActor>;

const ATTEMPTS_MAX = 3;

/**
 * Stop a job. The flag is written before the state, so that a worker ends even when this process
 * dies in between; what it has made by then is kept. A job that waits is settled at once: the
 * flag makes the worker end it without work when its turn comes.
 */
export async function stopInference(context: Needs, { id }: { id: string }): Promise<Inference> {
  const { actor, clock, inferences, objects, objectKeys } = context;
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
    const row = visibleTo(actor, await inferences.find(id));
    mustBeAllowedToStop(actor, row);
    if (row.state === "stopping") return presentInference(context, row);
    if (!canStop(row.state)) {
      const message = "This job has ended already.";
      throw notInThisState(row.state, statesAllowing("request_stop"), message);
    }
    const now = clock.now();
    await objects.writeText(
      objectKeys.inferencePrefix(id) + ENGINE_FILES.stop,
      now.toISOString(),
      "text/plain",
    );
    const waits = row.state === "queued" && (await readProgress(context, id)) === undefined;
    const state = stateAfter(row.state, "request_stop");
    const next = waits ? stoppedRow(row, now) : state && { ...row, state };
    const written = next && (await inferences.update(next));
    if (written) return presentInference(context, written);
  }
  throw conflict();
}
