import {
  type Denoise,
  type Latents,
  type Stepper,
  walk,
} from "@/infrastructure/local/engine/samplers/sampler";

/** Standard deviation of the data that the exact denoiser knows. */
export const SPREAD = 0.5;

/**
 * The best denoiser of data drawn from N(0, SPREAD^2), for which everything is known in closed
 * form: E[clean | x] = x * SPREAD^2 / (SPREAD^2 + sigma^2).
 */
export const denoiseGaussian: Denoise = async (latents, sigma) =>
  latents.map((value) => (value * SPREAD ** 2) / (SPREAD ** 2 + sigma ** 2));

/** The exact solution of dx/dsigma = (x - denoised) / sigma from one noise level to another. */
export const exactEnd = (start: number, sigma: number, sigmaEnd: number) =>
  start * Math.sqrt((SPREAD ** 2 + sigmaEnd ** 2) / (SPREAD ** 2 + sigma ** 2));

/** Falling noise levels, equal distances in their logarithm. */
export const geometric = (first: number, last: number, steps: number) =>
  Array.from({ length: steps + 1 }, (_, index) => first * (last / first) ** (index / steps));

const noNoise = (): Latents => {
  throw new Error("A deterministic sampler asked for noise.");
};

/** Walk all the way and return the latents at the end. */
export async function walkToEnd(
  stepper: Stepper,
  sigmas: readonly number[],
  latents: Latents,
  { denoise = denoiseGaussian, noise = noNoise } = {},
): Promise<Latents> {
  let end = latents;
  for await (const step of walk({ latents, sigmas, stepper, denoise, noise })) end = step.latents;
  return end;
}
