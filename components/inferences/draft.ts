import type { Inference, TextToImage } from "@/lib/contract/inferences";
import { SEED_MAX } from "@/lib/contract/inferences";
import { ENGINES, type EngineCapabilities, type EngineName } from "@/lib/rules/engines";

/** random: a new seed each time · locked: the number in the field. */
export type SeedMode = "random" | "locked";

/** What the studio's form holds. */
export interface Draft {
  endpointId: string | null;
  modelId: string | null;
  seedMode: SeedMode;
  parameters: TextToImage;
}

/** Capabilities of an engine by the name that an endpoint carries; the first engine when unknown. */
export const capabilitiesOf = (engine: string): EngineCapabilities =>
  ENGINES[engine as EngineName] ?? ENGINES.tiny;

export const READY_PROMPT = "a red house on the left, blue sky, green hills, mountains";

export function defaultParameters(engine: EngineCapabilities): TextToImage {
  return {
    prompt: READY_PROMPT,
    negative_prompt: "",
    sampler_name: engine.defaultSampler,
    steps: engine.steps.default,
    cfg_scale: engine.cfgScale.default,
    seed: -1,
    width: engine.size.native,
    height: engine.size.native,
    batch_size: 1,
    n_iter: 1,
  };
}

export const firstDraft = (): Draft => ({
  endpointId: null,
  modelId: null,
  seedMode: "random",
  parameters: defaultParameters(ENGINES.tiny),
});

/** A draft that makes the same picture again: the seed of the job is locked. */
export const draftFromInference = ({ endpoint, model, parameters }: Inference): Draft => ({
  endpointId: endpoint.id,
  modelId: model.id,
  seedMode: "locked",
  parameters: { ...parameters },
});

/** What is sent: the seed as its mode says, blanks at the ends of the prompts left out. */
export function parametersToSend({ parameters, seedMode }: Draft): TextToImage {
  return {
    ...parameters,
    prompt: parameters.prompt.trim(),
    negative_prompt: parameters.negative_prompt.trim(),
    seed: seedMode === "random" ? -1 : parameters.seed,
  };
}

export const randomSeed = () => Math.floor(Math.random() * (SEED_MAX + 1));
