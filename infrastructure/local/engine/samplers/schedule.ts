/** Noise levels of a model that was trained on discrete timesteps. */
export interface NoiseLevels {
  /** Sigma of timesteps 0, 1, 2, …: rising. */
  sigmas: readonly number[];
}

/**
 * Sigma at each timestep of Stable Diffusion's scaled-linear betas.
 * Source: Ho et al. 2020, DDPM, eq. 4; sigma = sqrt((1 - a) / a).
 */
export function scaledLinearLevels(betas: {
  start: number;
  end: number;
  timesteps: number;
}): NoiseLevels {
  const first = Math.sqrt(betas.start);
  const rise = (Math.sqrt(betas.end) - first) / (betas.timesteps - 1);
  let signal = 1;
  const sigmas = Array.from({ length: betas.timesteps }, (_, timestep) => {
    signal *= 1 - (first + rise * timestep) ** 2;
    return Math.sqrt((1 - signal) / signal);
  });
  return { sigmas };
}

/** Sigma at a timestep between the trained ones, linear in its logarithm. */
export function sigmaAt({ sigmas }: NoiseLevels, timestep: number) {
  const below = Math.min(Math.floor(timestep), sigmas.length - 2);
  const part = timestep - below;
  return Math.exp(Math.log(sigmas[below]!) * (1 - part) + Math.log(sigmas[below + 1]!) * part);
}

/** The timestep, between whole ones, at a sigma; the inverse of `sigmaAt`, kept in range. */
export function timestepAt({ sigmas }: NoiseLevels, sigma: number) {
  let below = 0;
  let above = sigmas.length - 1;
  while (above - below > 1) {
    const middle = (below + above) >> 1;
    if (sigmas[middle]! <= sigma) below = middle;
    else above = middle;
  }
  const low = Math.log(sigmas[below]!);
  const part = (Math.log(sigma) - low) / (Math.log(sigmas[above]!) - low);
  return below + Math.min(1, Math.max(0, part));
}

/** The noise levels of a walk of `steps` steps: falling, then 0. */
export type Schedule = (levels: NoiseLevels, steps: number) => number[];

/** Numbers from `first` to `last` at equal distances; a single one is `first`. */
const evenly = (first: number, last: number, count: number) =>
  Array.from({ length: count }, (_, index) =>
    count === 1 ? first : first + ((last - first) * index) / (count - 1),
  );

/** Equal distances in timestep, from the last to the first. */
export const normalSchedule: Schedule = (levels, steps) => [
  ...evenly(levels.sigmas.length - 1, 0, steps).map((timestep) => sigmaAt(levels, timestep)),
  0,
];

const KARRAS_RHO = 7;

/** Dense near 0, where details form. Source: Karras et al. 2022, eq. 5. */
export const karrasSchedule: Schedule = ({ sigmas }, steps) => {
  const largest = sigmas.at(-1)! ** (1 / KARRAS_RHO);
  const smallest = sigmas[0]! ** (1 / KARRAS_RHO);
  return [...evenly(largest, smallest, steps).map((root) => root ** KARRAS_RHO), 0];
};

/** Whole timesteps at one distance, counted from 1 as DDIM does; the first is below the last. */
export const ddimSchedule: Schedule = (levels, steps) => {
  const distance = Math.floor(levels.sigmas.length / steps);
  const timesteps = Array.from({ length: steps }, (_, index) => 1 + distance * (steps - 1 - index));
  return [...timesteps.map((timestep) => sigmaAt(levels, timestep)), 0];
};
