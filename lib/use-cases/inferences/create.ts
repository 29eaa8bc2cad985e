import { type Inference, SEED_MAX, type TextToImage } from "@/lib/contract/inferences";
import type { UserActor } from "@/lib/ports/actor";
import type { EndpointRow } from "@/lib/ports/endpoints";
import type { IdempotencyClaim } from "@/lib/ports/idempotency";
import type { CreationGround, InferenceRow } from "@/lib/ports/inferences";
import type { ModelRow } from "@/lib/ports/models";
import type { Context } from "@/lib/ports/ports";
import { ENGINES, type EngineCapabilities } from "@/lib/rules/engines";
import { parameterProblems } from "@/lib/rules/parameters";
import { conflict, invalidInput, notInThisState } from "@/lib/rules/refusal";
import { presentInference } from "./present";
import { failedRow } from "./settle";
import { submitInference } from "./submit";

export interface CreateInferenceInput {
  endpointId: string;
  modelId: string;
  parameters: TextToImage;
}

type Needs = Context<
  "clock" | "compute" | "ids" | "inferences" | "log" | "objectKeys" | "objects",
  UserActor
>;

/**
 * Start a generation job. The row stands before the endpoint hears of the job, so a crash at any
 * point loses nothing: reconcile submits what was never acknowledged.
 */
export async function createInference(
  context: Needs,
  input: CreateInferenceInput,
  claim?: IdempotencyClaim,
): Promise<Inference> {
  const { endpointId, modelId } = input;
  const request = { endpointId, modelId, claim };
  const ground = await context.inferences.readCreationGround(request);
  if (ground.earlier) return repeat(context, ground.earlier, claim);

  const row = newRow(context, input, checkedGround(ground, input.parameters));
  if (!(await context.inferences.create(row, claim))) {
    const { earlier } = await context.inferences.readCreationGround(request);
    if (!earlier) throw conflict();
    return repeat(context, earlier, claim);
  }
  return presentInference(context, await submitAndRecord(context, row));
}

/** The answer to a request that was made before: the same job, or a conflict for another body. */
async function repeat(
  context: Needs,
  earlier: NonNullable<CreationGround["earlier"]>,
  claim: IdempotencyClaim | undefined,
) {
  if (earlier.bodySha256 !== claim?.bodySha256) {
    throw conflict("This Idempotency-Key was used for another request. Use a new one.");
  }
  const row = await context.inferences.find(earlier.id);
  if (!row) throw conflict("The job of this Idempotency-Key has been deleted. Use a new one.");
  return presentInference(context, row);
}

function checkedGround({ endpoint, model }: CreationGround, parameters: TextToImage) {
  if (!endpoint) throw unknown("endpointId", "endpoint");
  if (!model) throw unknown("modelId", "model");
  const engine = ENGINES[endpoint.engine];
  const problems = parameterProblems(parameters, engine);
  if (problems.length > 0) throw invalidInput(problems);
  checkEndpoint(endpoint);
  checkModel(model, engine);
  return { endpoint, model };
}

const unknown = (path: string, noun: string) =>
  invalidInput([{ path, message: `This ${noun} does not exist. Choose another one.` }]);

function checkEndpoint({ name, state }: EndpointRow) {
  if (state === "in_service" || state === "updating") return;
  throw notInThisState(
    state,
    ["in_service", "updating"],
    `The endpoint "${name}" is not in service. Choose another one or wait until it is.`,
  );
}

function checkModel({ name, kind, state, family }: ModelRow, engine: EngineCapabilities) {
  const refuse = (message: string) => invalidInput([{ path: "modelId", message }]);
  if (kind !== "checkpoint") throw refuse(`"${name}" is not a checkpoint. Choose another model.`);
  if (state !== "ready") {
    throw notInThisState(state, ["ready"], `The model "${name}" is not ready. Choose another one.`);
  }
  if (family === null || !engine.families.includes(family)) {
    throw refuse(`This endpoint cannot run "${name}". It runs ${engine.families.join(", ")}.`);
  }
}

function newRow(
  { actor, clock, ids }: Needs,
  { parameters }: CreateInferenceInput,
  { endpoint, model }: { endpoint: EndpointRow; model: ModelRow },
): InferenceRow {
  const seed = parameters.seed === -1 ? ids.integer(SEED_MAX + 1) : parameters.seed;
  return {
    id: ids.next(),
    version: 1,
    state: "queued",
    failure: null,
    owner: { id: actor.id, name: actor.name },
    endpoint: {
      id: endpoint.id,
      name: endpoint.name,
      engine: endpoint.engine,
      sagemakerName: endpoint.sagemakerName,
    },
    model: { id: model.id, name: model.name, key: model.key, sizeBytes: model.sizeBytes },
    parameters: { ...parameters, seed },
    imageCount: 0,
    coverKeys: [],
    createdAt: clock.now().toISOString(),
    submission: null,
    startedAt: null,
    settledAt: null,
    timings: null,
    unknownWords: [],
  };
}

async function submitAndRecord(context: Needs, row: InferenceRow): Promise<InferenceRow> {
  const submitted = await submitInference(context, row);
  if (submitted.outcome === "postponed") return row;
  const next =
    submitted.outcome === "submitted"
      ? { ...row, submission: submitted.submission }
      : failedRow(row, submitted.failure, context.clock.now());
  const written = next && (await context.inferences.update(next));
  // A fast job may have been brought on by its own notification before we got here.
  return written ?? (await context.inferences.find(row.id)) ?? row;
}
