import { combine, type Latents, type Stepper } from "./sampler";

const ORDER_MAX = 2;

interface Evaluation {
  lambda: number;
  denoised: Latents;
}

interface Prediction {
  /** The first-order guess, before differences of earlier evaluations are added. */
  base: Latents;
  /** Factor of the differences, B(h) in the paper. */
  scale: number;
  /** Distances of the earlier evaluations, in lengths of this step. */
  ratios: number[];
  differences: Latents[];
  length: number;
  newest: Latents;
}

/** Solve for weights w with sum over k of ratios[k]^row * w[k] = targets[row]. */
export function vandermondeWeights(ratios: readonly number[], targets: readonly number[]) {
  const [r0, r1] = ratios;
  const [t0, t1] = targets;
  if (ratios.length === 1) return [t0!];
  const second = (t1! - r0! * t0!) / (r1! - r0!);
  return [t0! - second, second];
}

/** Right-hand sides b_1, b_2 for a step of `length` in lambda. Source: Zhao et al. 2023, eq. 6-8. */
function targetsOf(length: number, count: number) {
  const h = -length;
  const phi1 = Math.expm1(h);
  const phi2 = phi1 / h - 1;
  const phi3 = phi2 / h - 1 / 2;
  return [phi2 / phi1, (2 * phi3) / phi1].slice(0, count);
}

function prepare(
  latents: Latents,
  past: readonly Evaluation[],
  sigmas: { from: number; to: number },
) {
  const [newest, ...earlier] = past as [Evaluation, ...Evaluation[]];
  const length = Math.log(sigmas.from / sigmas.to);
  const scale = Math.expm1(-length);
  const ratios = earlier.map(({ lambda }) => (lambda - newest.lambda) / length);
  const differences = earlier.map(({ denoised }, index) =>
    combine([1 / ratios[index]!, denoised], [-1 / ratios[index]!, newest.denoised]),
  );
  const base = combine([sigmas.to / sigmas.from, latents], [-scale, newest.denoised]);
  return { base, scale, ratios, differences, length, newest: newest.denoised };
}

/** UniP: extrapolate from earlier evaluations only. */
function predict({ base, scale, ratios, differences, length }: Prediction) {
  if (differences.length === 0) return base;
  const weights = vandermondeWeights(ratios, targetsOf(length, ratios.length));
  return combine(
    [1, base],
    ...differences.map((difference, k) => [-scale * weights[k]!, difference] as const),
  );
}

/** UniC: take the same step again, now knowing the evaluation at its end. */
function correct(prediction: Prediction, arrived: Latents) {
  const { base, scale, length, newest } = prediction;
  const ratios = [...prediction.ratios, 1];
  const differences = [...prediction.differences, combine([1, arrived], [-1, newest])];
  const weights = vandermondeWeights(ratios, targetsOf(length, ratios.length));
  return combine(
    [1, base],
    ...differences.map((difference, k) => [-scale * weights[k]!, difference] as const),
  );
}

/**
 * UniPC of order two with B(h) = e^h - 1, on the clean-picture prediction: a predictor whose result
 * is corrected by the evaluation that the next step needs anyway.
 * Source: Zhao et al. 2023, UniPC, algorithms 1 and 2, with alpha = 1 and lambda = -ln sigma.
 */
export const unipc = (): Stepper => {
  /** Newest first. */
  const past: Evaluation[] = [];
  let prediction: Prediction | null = null;
  return async (step) => {
    const denoised = await step.denoise(step.latents, step.sigma);
    const latents = prediction === null ? step.latents : correct(prediction, denoised);
    if (step.sigmaNext === 0) return { latents: denoised, denoised };

    past.unshift({ lambda: -Math.log(step.sigma), denoised });
    past.length = Math.min(past.length, ORDER_MAX);
    prediction = prepare(latents, past, { from: step.sigma, to: step.sigmaNext });
    return { latents: predict(prediction), denoised };
  };
};
