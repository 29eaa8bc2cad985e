import type { Inference } from "@/lib/contract/inferences";
import type { InferenceRow } from "@/lib/ports/inferences";
import type { Context } from "@/lib/ports/ports";

/** The job as the API shows it: no keys, no versions, and addresses for its covers. */
export async function presentInference(
  { objects }: Pick<Context<"objects">, "objects">,
  row: InferenceRow,
): Promise<Inference> {
  const { id, name, engine } = row.endpoint;
  return {
    id: row.id,
    state: row.state,
    failure: row.failure,
    owner: { id: row.owner.id, name: row.owner.name },
    endpoint: { id, name, engine },
    model: { id: row.model.id, name: row.model.name },
    parameters: row.parameters,
    imageCount: row.imageCount,
    coverUrls: await Promise.all(row.coverKeys.map((key) => objects.readUrl(key))),
    createdAt: row.createdAt,
    startedAt: row.startedAt,
    settledAt: row.settledAt,
    timings: row.timings,
    unknownWords: row.unknownWords,
  };
}
