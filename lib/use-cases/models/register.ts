import type { Model, ModelKind } from "@/lib/contract/models";
import type { ModelRow } from "@/lib/ports/models";
import type { Context } from "@/lib/ports/ports";
import { conflict, invalidInput } from "@/lib/rules/refusal";
import { checkFile } from "./check-file";
import { presentModel } from "./present";

export interface RegisterModelInput {
  /** Fixed by the caller: the file stands at this model's key, and asking again finds the row. */
  id: string;
  name: string;
  kind: ModelKind;
  fileName: string;
  owner: { id: string; name: string };
}

/**
 * Make a file that is in the bucket already a ready model, without an upload. Asking again changes
 * nothing.
 */
export async function registerModel(
  context: Context<"clock" | "models" | "objectKeys" | "objects">,
  input: RegisterModelInput,
): Promise<Model> {
  const { clock, models, objects, objectKeys } = context;
  const known = await models.find(input.id);
  if (known) return presentModel(known);

  const key = objectKeys.model(input.id);
  const sizeBytes = await objects.sizeBytes(key);
  if (sizeBytes === undefined) {
    throw invalidInput([{ path: "id", message: "The file of this model is not in the bucket." }]);
  }
  const reading = await checkFile(context, { key, kind: input.kind, sizeBytes });
  if (!reading.ok) throw invalidInput([{ path: "id", message: reading.problem }]);

  const row: ModelRow = {
    ...input,
    version: 1,
    family: reading.family,
    state: "ready",
    failure: null,
    sizeBytes,
    tensorCount: reading.tensorCount,
    key,
    uploadId: null,
    createdAt: clock.now().toISOString(),
  };
  const { outcome } = await models.create(row, undefined);
  if (outcome === "created") return presentModel(row);
  const faster = await models.find(input.id);
  if (!faster) throw conflict(`There is another model of the name "${input.name}".`);
  return presentModel(faster);
}
