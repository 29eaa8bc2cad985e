import { describe, expect, it } from "vitest";
import { ddim } from "@/infrastructure/local/engine/samplers/ddim";
import { dpmpp2m } from "@/infrastructure/local/engine/samplers/dpmpp-2m";
import { euler } from "@/infrastructure/local/engine/samplers/euler";
import { heun } from "@/infrastructure/local/engine/samplers/heun";
import { lms } from "@/infrastructure/local/engine/samplers/lms";
import type { Stepper } from "@/infrastructure/local/engine/samplers/sampler";
import { unipc } from "@/infrastructure/local/engine/samplers/unipc";
import { exactEnd, geometric, walkToEnd } from "./gaussian";

const [FIRST, LAST] = [10, 0.1];

async function errorOf(createStepper: () => Stepper, steps: number) {
  const start = Float64Array.of(FIRST);
  const [end] = await walkToEnd(createStepper(), geometric(FIRST, LAST, steps), start);
  return Math.abs(end! - exactEnd(FIRST, FIRST, LAST));
}

/** Each deterministic sampler approaches the exact solution at the speed that its paper promises. */
describe.each([
  { name: "Euler", createStepper: euler, order: 1 },
  { name: "DDIM", createStepper: ddim, order: 1 },
  { name: "Heun", createStepper: heun, order: 2 },
  { name: "DPM++ 2M", createStepper: dpmpp2m, order: 2 },
  // Its weights are of order four, but the first step has no history: that one bounds the whole.
  { name: "LMS", createStepper: lms, order: 2 },
  { name: "UniPC", createStepper: unipc, order: 3 },
])("$name", ({ createStepper, order }) => {
  it(`converges with order ${order}`, async () => {
    const [coarse, fine] = [await errorOf(createStepper, 160), await errorOf(createStepper, 320)];
    const measured = Math.log2(coarse / fine);
    expect(measured).toBeGreaterThan(order - 0.25);
    expect(measured).toBeLessThan(order + 0.9);
  });

  it("ends at the denoised latents when it walks to zero noise", async () => {
    const exact = exactEnd(FIRST, FIRST, 0);
    const sigmas = [...geometric(FIRST, 0.01, 200), 0];
    const [end] = await walkToEnd(createStepper(), sigmas, Float64Array.of(FIRST));
    expect(Math.abs(end! / exact - 1)).toBeLessThan(0.04);
  });
});
