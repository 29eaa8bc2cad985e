/**
 * Samplers walk a latent from noise to picture along falling noise levels (sigma), in the form of
 * Karras et al. 2022 (EDM): x = clean + sigma * noise, and dx/dsigma = (x - denoised) / sigma.
 */

/** Numbers of one or more latents; samplers only combine them element by element. */
export type Latents = Float64Array;

/** Best guess of the clean latents, given latents at noise level `sigma`. */
export type Denoise = (latents: Latents, sigma: number) => Promise<Latents>;

export interface Step {
  latents: Latents;
  /** Number of the step, from 0. */
  index: number;
  /** Steps of the whole walk. */
  count: number;
  sigma: number;
  /** Noise level to reach; 0 in the last step. */
  sigmaNext: number;
  denoise: Denoise;
  /** Fresh standard normal numbers, as many as there are latents. */
  noise: () => Latents;
}

export interface StepResult {
  latents: Latents;
  /** The clean latents as this step saw them: what a preview shows. */
  denoised: Latents;
}

/** Takes one step. Made anew for each walk, because multistep samplers remember earlier steps. */
export type Stepper = (step: Step) => Promise<StepResult>;

/** Sum of factor * latents; every term has the same length. */
export function combine(...terms: readonly (readonly [factor: number, latents: Latents])[]) {
  const sum = new Float64Array(terms[0]![1].length);
  for (const [factor, latents] of terms) {
    for (let i = 0; i < sum.length; i += 1) sum[i]! += factor * latents[i]!;
  }
  return sum;
}

/** dx/dsigma of the probability flow. Source: Karras et al. 2022, algorithm 1, line 4. */
export const slope = (latents: Latents, denoised: Latents, sigma: number) =>
  combine([1 / sigma, latents], [-1 / sigma, denoised]);

export interface Walk {
  /** Latents at the first noise level. */
  latents: Latents;
  /** Falling noise levels; the last one is reached but not evaluated. */
  sigmas: readonly number[];
  stepper: Stepper;
  denoise: Denoise;
  noise: () => Latents;
}

/** Walk down the noise levels and yield after each step. */
export async function* walk({ latents, sigmas, stepper, denoise, noise }: Walk) {
  const count = sigmas.length - 1;
  let current = latents;
  for (let index = 0; index < count; index += 1) {
    const levels = { sigma: sigmas[index]!, sigmaNext: sigmas[index + 1]! };
    const result = await stepper({ latents: current, index, count, ...levels, denoise, noise });
    current = result.latents;
    yield { index, ...result };
  }
}
