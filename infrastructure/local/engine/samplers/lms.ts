import { combine, type Latents, type Stepper, slope } from "./sampler";

const ORDER_MAX = 4;

/** Offsets and half weights of three-point Gauss-Legendre: exact up to degree five. */
const QUADRATURE = [
  { at: -Math.sqrt(3 / 5), weight: 5 / 18 },
  { at: 0, weight: 8 / 18 },
  { at: Math.sqrt(3 / 5), weight: 5 / 18 },
];

/**
 * Integral, from the newest of `sigmas` to `sigmaNext`, of the Lagrange polynomial that is 1 at
 * `sigmas[which]` and 0 at the others.
 */
export function adamsWeight(sigmas: readonly number[], which: number, sigmaNext: number) {
  const begin = sigmas[0]!;
  const length = sigmaNext - begin;
  const basis = (sigma: number) =>
    sigmas.reduce(
      (product, other, index) =>
        index === which ? product : (product * (sigma - other)) / (sigmas[which]! - other),
      1,
    );
  return QUADRATURE.reduce(
    (sum, { at, weight }) => sum + length * weight * basis(begin + (length * (1 + at)) / 2),
    0,
  );
}

/** Linear multistep of order four: Adams-Bashforth on uneven noise levels. */
export const lms = (): Stepper => {
  /** Newest first. */
  const past: { sigma: number; derivative: Latents }[] = [];
  return async (step) => {
    const denoised = await step.denoise(step.latents, step.sigma);
    past.unshift({
      sigma: step.sigma,
      derivative: slope(step.latents, denoised, step.sigma),
    });
    past.length = Math.min(past.length, ORDER_MAX);
    const sigmas = past.map(({ sigma }) => sigma);
    const terms = past.map(
      ({ derivative }, which) => [adamsWeight(sigmas, which, step.sigmaNext), derivative] as const,
    );
    return { latents: combine([1, step.latents], ...terms), denoised };
  };
};
