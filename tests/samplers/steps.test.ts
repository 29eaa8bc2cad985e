import { describe, expect, it } from "vitest";
import { createNoise } from "@/infrastructure/local/engine/noise";
import { ddim } from "@/infrastructure/local/engine/samplers/ddim";
import { dpmpp2m } from "@/infrastructure/local/engine/samplers/dpmpp-2m";
import { euler } from "@/infrastructure/local/engine/samplers/euler";
import {
  ancestralSplit,
  eulerAncestral,
} from "@/infrastructure/local/engine/samplers/euler-ancestral";
import { adamsWeight } from "@/infrastructure/local/engine/samplers/lms";
import { SAMPLERS } from "@/infrastructure/local/engine/samplers/table";
import { unipc, vandermondeWeights } from "@/infrastructure/local/engine/samplers/unipc";
import { ENGINES } from "@/lib/rules/engines";
import { denoiseGaussian, geometric, SPREAD, walkToEnd } from "./gaussian";

const START = Float64Array.of(3, -1, 0.5);
const close = (found: Float64Array, expected: ArrayLike<number>) => {
  for (const [index, value] of found.entries()) expect(value).toBeCloseTo(expected[index]!, 12);
};

describe("one step", () => {
  it("of Euler follows the slope", async () => {
    const denoised = await denoiseGaussian(START, 4);
    const expected = START.map((x, i) => x + ((x - denoised[i]!) / 4) * (1.5 - 4));
    close(await walkToEnd(euler(), [4, 1.5], START), expected);
  });

  it("of DDIM, written in the paper's variables, is Euler's", async () => {
    const expected = await walkToEnd(euler(), [4, 1.5], START);
    close(await walkToEnd(ddim(), [4, 1.5], START), expected);
  });

  it("of DPM++ 2M without history is DDIM's", async () => {
    const expected = await walkToEnd(ddim(), [4, 1.5], START);
    close(await walkToEnd(dpmpp2m(), [4, 1.5], START), expected);
  });

  it("of UniPC without history is DDIM's", async () => {
    const expected = await walkToEnd(ddim(), [4, 1.5], START);
    close(await walkToEnd(unipc(), [4, 1.5], START), expected);
  });

  it.each(Object.keys(SAMPLERS))("to zero noise of %s is the denoised picture", async (name) => {
    const stepper = SAMPLERS[name]!.createStepper();
    const expected = await denoiseGaussian(START, 0.03);
    close(await walkToEnd(stepper, [0.03, 0], START), expected);
  });
});

describe("a denoiser that always answers the same picture", () => {
  /** The slope is then constant along the walk, so every consistent sampler is exact. */
  it.each(["Euler", "Heun", "LMS", "DPM++ 2M", "DDIM", "UniPC"])(
    "is exact for %s",
    async (name) => {
      const clean = Float64Array.of(0.2, 0.3, -0.7);
      const stepper = SAMPLERS[name]!.createStepper();
      const sigmas = [8, 5, 2, 0.9, 0.25];
      const end = await walkToEnd(stepper, sigmas, START, { denoise: async () => clean });
      close(
        end,
        START.map((x, i) => clean[i]! + ((x - clean[i]!) * 0.25) / 8),
      );
    },
  );
});

describe("LMS", () => {
  it("has the classical Adams-Bashforth weights on equal distances", () => {
    const sigmas = [1, 2, 3, 4];
    const found = sigmas.map((_, which) => adamsWeight(sigmas, which, 0));
    const classical = [-55 / 24, 59 / 24, -37 / 24, 9 / 24];
    for (const [index, weight] of found.entries())
      expect(weight).toBeCloseTo(classical[index]!, 12);
  });
});

describe("UniPC", () => {
  it("solves its equations", () => {
    const ratios = [-1.7, 1];
    const [first, second] = vandermondeWeights(ratios, [0.4, 0.9]) as [number, number];
    expect(first + second).toBeCloseTo(0.4, 12);
    expect(ratios[0]! * first + ratios[1]! * second).toBeCloseTo(0.9, 12);
  });
});

describe("Euler a", () => {
  it("splits a step so that the variances add up", () => {
    const { up, down } = ancestralSplit(3, 1.2);
    expect(up ** 2 + down ** 2).toBeCloseTo(1.2 ** 2, 12);
    expect(ancestralSplit(3, 0)).toEqual({ up: 0, down: 0 });
  });

  /** Fresh noise must neither heat nor cool the data: its spread is the data's own at the end. */
  it("ends with the spread of the data", async () => {
    const stream = createNoise(7);
    const count = 4000;
    const noise = () => stream(count);
    const start = noise().map((value) => value * Math.hypot(SPREAD, 20));
    const sigmas = geometric(20, 0.02, 80);
    const end = await walkToEnd(eulerAncestral(), sigmas, start, {
      denoise: denoiseGaussian,
      noise,
    });
    const spread = Math.sqrt(end.reduce((sum, value) => sum + value ** 2, 0) / count);
    expect(spread / SPREAD).toBeGreaterThan(0.95);
    expect(spread / SPREAD).toBeLessThan(1.05);
  });

  it("without noise would walk like Euler to the lower level", async () => {
    const silent = () => new Float64Array(START.length);
    const [sigma, next] = [3, 1.2];
    const { down } = ancestralSplit(sigma, next);
    const found = await walkToEnd(eulerAncestral(), [sigma, next], START, {
      denoise: denoiseGaussian,
      noise: silent,
    });
    close(found, await walkToEnd(euler(), [sigma, down], START));
  });
});

describe("the table of samplers", () => {
  it("has exactly the names that the studio offers", () => {
    expect(Object.keys(SAMPLERS).sort()).toEqual([...ENGINES.tiny.samplers].sort());
  });
});
