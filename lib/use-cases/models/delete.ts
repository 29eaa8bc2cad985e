import type { ModelRow } from "@/lib/ports/models";
import type { Context } from "@/lib/ports/ports";
import { conflict, notFound } from "@/lib/rules/refusal";

type Needs = Context<"models" | "objects">;

/**
 * Delete a model and its file, or give up its upload: mark, remove what S3 holds, drop the row.
 * A removal that fails leaves the mark behind, so the model stays visible and can be deleted again.
 */
export async function deleteModel(context: Needs, { id }: { id: string }): Promise<{ id: string }> {
  const { models, objects } = context;
  const row = await models.find(id);
  if (!row) throw notFound("model");
  const marked = await mark(context, row);
  if (marked.uploadId !== null) await objects.abortUpload(marked.key, marked.uploadId);
  await objects.delete([marked.key]);
  if (!(await models.delete(marked))) throw conflict();
  return { id };
}

async function mark({ models }: Needs, row: ModelRow): Promise<ModelRow> {
  if (row.state === "deleting") return row;
  const marked = await models.update({ ...row, state: "deleting" });
  if (!marked) throw conflict();
  return marked;
}
