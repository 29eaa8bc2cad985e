import { combine, type Latents, type Stepper } from "./sampler";

/**
 * DPM-Solver++ (2M): second order, one evaluation a step.
 * Source: Lu et al. 2022, DPM-Solver++, algorithm 2, with alpha = 1 and lambda = -ln sigma.
 */
export const dpmpp2m = (): Stepper => {
  let earlier: { denoised: Latents; lambda: number } | null = null;
  return async (step) => {
    const denoised = await step.denoise(step.latents, step.sigma);
    if (step.sigmaNext === 0) return { latents: denoised, denoised };

    const lambda = -Math.log(step.sigma);
    const length = -Math.log(step.sigmaNext) - lambda;
    let target = denoised;
    if (earlier !== null) {
      const ratio = (lambda - earlier.lambda) / length;
      target = combine([1 + 1 / (2 * ratio), denoised], [-1 / (2 * ratio), earlier.denoised]);
    }
    earlier = { denoised, lambda };
    const latents = combine(
      [step.sigmaNext / step.sigma, step.latents],
      [-Math.expm1(-length), target],
    );
    return { latents, denoised };
  };
};
