import type { FieldProblem } from "@/lib/contract/errors";
import type { TextToImage } from "@/lib/contract/inferences";
import type { EngineCapabilities } from "./engines";

type Check = (parameters: TextToImage, engine: EngineCapabilities) => string | null;

function edgeProblem(edge: number, { size }: EngineCapabilities): string | null {
  if (edge < size.min || edge > size.max) {
    return `This endpoint makes pictures of ${size.min} to ${size.max} pixels.`;
  }
  return edge % size.step === 0 ? null : `Use a multiple of ${size.step}.`;
}

const between = (value: number, { min, max }: { min: number; max: number }) =>
  value < min || value > max ? `Use ${min} to ${max} on this endpoint.` : null;

const CHECKS: Partial<Record<keyof TextToImage, Check>> = {
  sampler_name: ({ sampler_name }, { samplers }) =>
    samplers.includes(sampler_name)
      ? null
      : `This endpoint does not know the sampler "${sampler_name}". It knows ${samplers.join(", ")}.`,
  width: ({ width }, engine) => edgeProblem(width, engine),
  height: ({ height }, engine) => edgeProblem(height, engine),
  steps: ({ steps }, engine) => between(steps, engine.steps),
  cfg_scale: ({ cfg_scale }, engine) => between(cfg_scale, engine.cfgScale),
  batch_size: ({ batch_size }, engine) => between(batch_size, { min: 1, max: engine.batchSizeMax }),
  n_iter: ({ n_iter }, engine) => between(n_iter, { min: 1, max: engine.batchCountMax }),
};

/** What an engine would refuse, field by field; used by the form and by the middleware. */
export function parameterProblems(
  parameters: TextToImage,
  engine: EngineCapabilities,
): FieldProblem[] {
  return Object.entries(CHECKS).flatMap(([field, check]) => {
    const message = check(parameters, engine);
    return message === null ? [] : [{ path: `parameters.${field}`, message }];
  });
}

/** Sampling steps of the whole job. */
export const totalSteps = ({ steps, n_iter }: Pick<TextToImage, "steps" | "n_iter">) =>
  steps * n_iter;
