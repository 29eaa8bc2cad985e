import type { Model } from "@/lib/contract/models";
import type { UserActor } from "@/lib/ports/actor";
import type { ModelRow } from "@/lib/ports/models";
import type { UploadedPart } from "@/lib/ports/objects";
import type { Context } from "@/lib/ports/ports";
import { conflict, invalidInput, notInThisState } from "@/lib/rules/refusal";
import { checkFile, type FileReading } from "./check-file";
import { ownUpload } from "./own-upload";
import { presentModel } from "./present";

type Needs = Context<"models" | "objects", UserActor>;

/**
 * Put the parts together, check the file and make the model usable, or refuse it with the reason.
 * Asking again after it has ended gives the same answer.
 */
export async function completeUpload(
  context: Needs,
  { id, parts }: { id: string; parts: UploadedPart[] },
): Promise<Model> {
  const { actor, models, objects } = context;
  const row = ownUpload(actor, await models.find(id));
  if (row.state === "ready" || row.state === "refused") return presentModel(row);
  if (row.state !== "uploading") {
    throw notInThisState(row.state, ["uploading"], "This model is being deleted.");
  }
  await assemble(context, row, parts);
  const written = await models.update(checkedRow(row, await checkFile(context, row)));
  if (!written) return faster(context, id);
  if (written.state === "refused") await objects.delete([written.key]);
  return presentModel(written);
}

async function assemble({ objects }: Needs, row: ModelRow, parts: UploadedPart[]) {
  if (row.uploadId === null) return;
  const inOrder = [...parts].sort((a, b) => a.partNumber - b.partNumber);
  const assembled = await objects.completeUpload(row.key, row.uploadId, inOrder);
  // A request that died after this step left the object behind: then there is nothing to assemble.
  if (assembled.ok || (await objects.sizeBytes(row.key)) !== undefined) return;
  throw invalidInput([{ path: "parts", message: assembled.problem }]);
}

function checkedRow(row: ModelRow, reading: FileReading): ModelRow {
  const ended = { ...row, uploadId: null };
  if (reading.ok) {
    const { family, tensorCount } = reading;
    return { ...ended, state: "ready", family, tensorCount };
  }
  const { problem: message } = reading;
  return {
    ...ended,
    state: "refused",
    failure: { code: "model_unreadable", message, blame: "user", retriable: false },
  };
}

/** Another request ended the same upload first; its answer is ours. */
async function faster({ actor, models }: Needs, id: string): Promise<Model> {
  const row = ownUpload(actor, await models.find(id));
  if (row.state === "ready" || row.state === "refused") return presentModel(row);
  throw conflict();
}
