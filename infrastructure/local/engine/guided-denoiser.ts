import type { Denoise } from "./samplers/sampler";
import { type NoiseLevels, timestepAt } from "./samplers/schedule";
import type { Context, LatentSize, TinyModel } from "./tiny-model";

export interface Guidance {
  positive: Context;
  negative: Context;
  /** How far to go from the negative prompt towards the positive one; 1 ignores the negative. */
  cfgScale: number;
}

/**
 * The model as a denoiser of several pictures of one size, each on its own: what happens to one
 * picture does not depend on the others.
 * Sources: Salimans and Ho 2022, section 4 (v to clean); Ho and Salimans 2022, eq. 6 (guidance).
 */
export function createDenoiser(
  model: TinyModel,
  levels: NoiseLevels,
  { positive, negative, cfgScale }: Guidance,
  size: LatentSize,
  latentsPerPicture: number,
): Denoise {
  const contexts = cfgScale === 1 ? [positive] : [negative, positive];
  return async (latents, sigma) => {
    const scale = 1 / Math.sqrt(sigma ** 2 + 1);
    const timestep = timestepAt(levels, sigma);
    const denoised = new Float64Array(latents.length);
    for (let start = 0; start < latents.length; start += latentsPerPicture) {
      const picture = latents.subarray(start, start + latentsPerPicture);
      const input = Float32Array.from(picture, (value) => value * scale);
      const velocity = await model.predictVelocity(input, size, timestep, contexts);
      const positiveStart = velocity.length - latentsPerPicture;
      for (let i = 0; i < latentsPerPicture; i += 1) {
        const from = velocity[i]!;
        const guided = from + cfgScale * (velocity[positiveStart + i]! - from);
        denoised[start + i] = picture[i]! * scale ** 2 - guided * sigma * scale;
      }
    }
    return denoised;
  };
}
