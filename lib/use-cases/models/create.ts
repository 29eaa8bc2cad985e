import type { Model, ModelKind } from "@/lib/contract/models";
import type { UserActor } from "@/lib/ports/actor";
import type { IdempotencyClaim } from "@/lib/ports/idempotency";
import type { ModelRow } from "@/lib/ports/models";
import type { Context } from "@/lib/ports/ports";
import { conflict, invalidInput } from "@/lib/rules/refusal";
import { uploadPlan } from "@/lib/rules/uploads";
import { presentModel } from "./present";

export interface CreateModelInput {
  name: string;
  kind: ModelKind;
  fileName: string;
  sizeBytes: number;
}

type Needs = Context<"clock" | "ids" | "models" | "objectKeys" | "objects", UserActor>;

interface Announced {
  model: Model;
  upload: { partSizeBytes: number; partCount: number };
}

/** Announce a model and begin the multipart upload of its file. */
export async function createModel(
  context: Needs,
  input: CreateModelInput,
  claim?: IdempotencyClaim,
): Promise<Announced> {
  const { models, objects } = context;
  const earlier = claim && (await repeat(context, claim));
  if (earlier) return earlier;

  const row = await newRow(context, input);
  const { outcome } = await models.create(row, claim);
  if (outcome === "created") return announced(row);

  await objects.abortUpload(row.key, row.uploadId);
  if (outcome === "name_taken") {
    const message = "There is a model of this name already. Choose another name.";
    throw invalidInput([{ path: "name", message }]);
  }
  const faster = claim && (await repeat(context, claim));
  if (!faster) throw conflict();
  return faster;
}

const announced = (row: ModelRow): Announced => ({
  model: presentModel(row),
  upload: uploadPlan(row.sizeBytes),
});

/** The answer to a request that was made before: the same model, or a conflict for another body. */
async function repeat({ models }: Needs, claim: IdempotencyClaim): Promise<Announced | undefined> {
  const earlier = await models.findClaimed(claim);
  if (!earlier) return undefined;
  if (earlier.bodySha256 !== claim.bodySha256) {
    throw conflict("This Idempotency-Key was used for another request. Use a new one.");
  }
  const row = await models.find(earlier.id);
  if (!row) throw conflict("The model of this Idempotency-Key has been deleted. Use a new one.");
  return announced(row);
}

async function newRow(
  { actor, clock, ids, objects, objectKeys }: Needs,
  { name, kind, fileName, sizeBytes }: CreateModelInput,
) {
  const id = ids.next();
  const key = objectKeys.model(id);
  return {
    id,
    version: 1,
    name,
    kind,
    family: null,
    state: "uploading",
    failure: null,
    fileName,
    sizeBytes,
    tensorCount: null,
    key,
    uploadId: await objects.startUpload(key),
    owner: { id: actor.id, name: actor.name },
    createdAt: clock.now().toISOString(),
  } satisfies ModelRow;
}
