import { describe, expect, it } from "vitest";
import {
  ddimSchedule,
  karrasSchedule,
  normalSchedule,
  scaledLinearLevels,
  sigmaAt,
  timestepAt,
} from "@/infrastructure/local/engine/samplers/schedule";

const LEVELS = scaledLinearLevels({ start: 0.00085, end: 0.012, timesteps: 1000 });

describe("noise levels of the scaled-linear betas", () => {
  /** The figures that every Stable Diffusion 1.x implementation reports. */
  it("run from 0.0292 to 14.6146", () => {
    expect(LEVELS.sigmas[0]).toBeCloseTo(0.0292, 4);
    expect(LEVELS.sigmas[999]).toBeCloseTo(14.6146, 3);
  });

  it("are found again from a timestep between two", () => {
    for (const timestep of [0, 0.25, 17, 500.5, 998.9, 999]) {
      expect(timestepAt(LEVELS, sigmaAt(LEVELS, timestep))).toBeCloseTo(timestep, 9);
    }
  });

  it("keep timesteps in range outside", () => {
    expect(timestepAt(LEVELS, 1e-6)).toBe(0);
    expect(timestepAt(LEVELS, 100)).toBe(999);
  });
});

describe.each([
  { name: "normal", schedule: normalSchedule },
  { name: "Karras", schedule: karrasSchedule },
  { name: "DDIM", schedule: ddimSchedule },
])("the $name schedule", ({ schedule }) => {
  it.each([1, 2, 7, 20, 100])("falls strictly to zero in %i steps", (steps) => {
    const sigmas = schedule(LEVELS, steps);
    expect(sigmas).toHaveLength(steps + 1);
    expect(sigmas.at(-1)).toBe(0);
    for (let i = 0; i < steps; i += 1) expect(sigmas[i]!).toBeGreaterThan(sigmas[i + 1]!);
    expect(sigmas.every(Number.isFinite)).toBe(true);
  });
});

describe("schedules", () => {
  it.each([normalSchedule, karrasSchedule])(
    "begin and end at the model's own levels",
    (schedule) => {
      const sigmas = schedule(LEVELS, 12);
      expect(sigmas[0]).toBeCloseTo(LEVELS.sigmas[999]!, 9);
      expect(sigmas[11]).toBeCloseTo(LEVELS.sigmas[0]!, 9);
    },
  );

  it("place Karras levels evenly in the seventh root", () => {
    const roots = karrasSchedule(LEVELS, 6)
      .slice(0, -1)
      .map((sigma) => sigma ** (1 / 7));
    const distances = roots.slice(1).map((root, index) => root - roots[index]!);
    for (const distance of distances) expect(distance).toBeCloseTo(distances[0]!, 12);
  });

  it("count DDIM timesteps from 1", () => {
    const sigmas = ddimSchedule(LEVELS, 10);
    expect(sigmas[0]).toBeCloseTo(LEVELS.sigmas[901]!, 12);
    expect(sigmas[9]).toBeCloseTo(LEVELS.sigmas[1]!, 12);
  });
});
