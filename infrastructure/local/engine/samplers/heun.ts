import { combine, type Stepper, slope } from "./sampler";

/** Two evaluations a step (one in the last), second order. Source: Karras et al. 2022, algorithm 1. */
export const heun = (): Stepper => async (step) => {
  const { sigma, sigmaNext } = step;
  const denoised = await step.denoise(step.latents, sigma);
  const derivative = slope(step.latents, denoised, sigma);
  const length = sigmaNext - sigma;
  const predicted = combine([1, step.latents], [length, derivative]);
  if (sigmaNext === 0) return { latents: predicted, denoised };

  const derivativeNext = slope(predicted, await step.denoise(predicted, sigmaNext), sigmaNext);
  const latents = combine(
    [1, step.latents],
    [length / 2, derivative],
    [length / 2, derivativeNext],
  );
  return { latents, denoised };
};
