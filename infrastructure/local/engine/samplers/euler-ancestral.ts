import { combine, type Stepper, slope } from "./sampler";

/**
 * Split a step: walk down to `down` without noise, then add noise of size `up`, so that
 * down^2 + up^2 = sigmaNext^2. Source: Ho et al. 2020, DDPM, posterior variance (eq. 7), in sigma.
 */
export function ancestralSplit(sigma: number, sigmaNext: number) {
  const variance = (sigmaNext ** 2 * (sigma ** 2 - sigmaNext ** 2)) / sigma ** 2;
  const up = Math.min(sigmaNext, Math.sqrt(variance));
  return { up, down: Math.sqrt(sigmaNext ** 2 - up ** 2) };
}

/** Euler with fresh noise in every step but the last: more steps keep changing the picture. */
export const eulerAncestral = (): Stepper => async (step) => {
  const denoised = await step.denoise(step.latents, step.sigma);
  const { up, down } = ancestralSplit(step.sigma, step.sigmaNext);
  const derivative = slope(step.latents, denoised, step.sigma);
  const latents = combine([1, step.latents], [down - step.sigma, derivative]);
  return { latents: up > 0 ? combine([1, latents], [up, step.noise()]) : latents, denoised };
};
