import type { Model } from "@/lib/contract/models";
import type { ModelRow } from "@/lib/ports/models";

/** The model as the API shows it: no keys, no upload id, no version. */
export function presentModel(row: ModelRow): Model {
  const { id, name, kind, family, state, failure, fileName, sizeBytes, tensorCount } = row;
  return {
    id,
    name,
    kind,
    family,
    state,
    failure,
    fileName,
    sizeBytes,
    tensorCount,
    owner: { id: row.owner.id, name: row.owner.name },
    createdAt: row.createdAt,
  };
}
