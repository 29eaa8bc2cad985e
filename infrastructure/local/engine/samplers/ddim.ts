import { combine, type Stepper } from "./sampler";

/** Share of the clean picture's variance in what the model sees at a noise level. */
const signalPower = (sigma: number) => 1 / (1 + sigma ** 2);

/**
 * DDIM without noise (eta 0), written as in the paper: in the variance-preserving latents
 * sqrt(signal) * x, the guess of the clean latents and the noise that it implies are mixed anew.
 * Source: Song et al. 2021, DDIM, eq. 12 with sigma_t = 0.
 */
export const ddim = (): Stepper => async (step) => {
  const signal = signalPower(step.sigma);
  const signalNext = signalPower(step.sigmaNext);
  const denoised = await step.denoise(step.latents, step.sigma);
  const impliedNoise = combine(
    [Math.sqrt(signal) / Math.sqrt(1 - signal), step.latents],
    [-Math.sqrt(signal) / Math.sqrt(1 - signal), denoised],
  );
  const preserving = combine(
    [Math.sqrt(signalNext), denoised],
    [Math.sqrt(1 - signalNext), impliedNoise],
  );
  return { latents: combine([1 / Math.sqrt(signalNext), preserving]), denoised };
};
