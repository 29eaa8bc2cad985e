import type { EngineRequest } from "@/lib/contract/engine";
import type { JobFailure } from "@/lib/contract/jobs";
import type { InferenceRow } from "@/lib/ports/inferences";
import type { Context } from "@/lib/ports/ports";
import { submissionFailure } from "@/lib/rules/failures";
import { Refusal } from "@/lib/rules/refusal";

export type SubmissionOutcome =
  | { outcome: "submitted"; submission: NonNullable<InferenceRow["submission"]> }
  | { outcome: "refused"; failure: JobFailure }
  /** Asking again can help: the job stays queued and is submitted once more by reconcile. */
  | { outcome: "postponed" };

type Needs = Context<"clock" | "compute" | "log" | "objectKeys" | "objects">;

function engineRequest({ objects, objectKeys }: Needs, row: InferenceRow): EngineRequest {
  return {
    job_id: row.id,
    task: "txt2img",
    model: {
      id: row.model.id,
      name: row.model.name,
      uri: objects.uri(row.model.key),
      size_bytes: row.model.sizeBytes,
    },
    output: { uri: objects.uri(objectKeys.inferencePrefix(row.id)) },
    parameters: row.parameters,
  };
}

/** Hand a job to its endpoint. Writes nothing: the caller records what became of it. */
export async function submitInference(
  context: Needs,
  row: InferenceRow,
): Promise<SubmissionOutcome> {
  const { clock, compute, log } = context;
  try {
    const { outputLocation, failureLocation } = await compute.submit(
      row.endpoint.sagemakerName,
      engineRequest(context, row),
    );
    const at = clock.now().toISOString();
    return { outcome: "submitted", submission: { at, outputLocation, failureLocation } };
  } catch (error) {
    log.warn("a job was not taken", { jobId: row.id, error });
    const failure = error instanceof Refusal ? submissionFailure(error) : null;
    return failure ? { outcome: "refused", failure } : { outcome: "postponed" };
  }
}
