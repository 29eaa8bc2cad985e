import { combine, type Stepper, slope } from "./sampler";

/** One evaluation a step, first order. Source: Karras et al. 2022, algorithm 1, lines 4-5. */
export const euler = (): Stepper => async (step) => {
  const denoised = await step.denoise(step.latents, step.sigma);
  const derivative = slope(step.latents, denoised, step.sigma);
  const latents = combine([1, step.latents], [step.sigmaNext - step.sigma, derivative]);
  return { latents, denoised };
};
