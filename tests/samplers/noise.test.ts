import { describe, expect, it } from "vitest";
import { createNoise, philox } from "@/infrastructure/local/engine/noise";

const hexadecimal = (numbers: readonly number[]) =>
  numbers.map((number) => number.toString(16).padStart(8, "0")).join(" ");

describe("Philox 4x32-10", () => {
  /** Source: Random123, tests/kat_vectors, entries of philox4x32 with ten rounds. */
  it("gives the numbers that its authors publish", () => {
    const ones = 0xffffffff;
    expect(hexadecimal(philox([0, 0, 0, 0], [0, 0]))).toBe("6627e8d5 e169c58d bc57ac4c 9b00dbd8");
    expect(hexadecimal(philox([ones, ones, ones, ones], [ones, ones]))).toBe(
      "408f276d 41c83b0e a20bc7c6 6d5451fd",
    );
  });
});

describe("noise", () => {
  it("is standard normal", () => {
    const numbers = createNoise(3)(50_000);
    const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
    const variance = numbers.reduce((sum, value) => sum + value ** 2, 0) / numbers.length;
    const kurtosis = numbers.reduce((sum, value) => sum + value ** 4, 0) / numbers.length;
    expect(Math.abs(mean)).toBeLessThan(0.02);
    expect(variance).toBeCloseTo(1, 1);
    expect(Math.abs(kurtosis - 3)).toBeLessThan(0.15);
  });

  it("is the same for the same seed and draw, and differs between seeds and draws", () => {
    const [first, again, other] = [createNoise(1), createNoise(1), createNoise(2)];
    const drawn = first(4);
    expect(again(4)).toEqual(drawn);
    expect(first(4)).not.toEqual(drawn);
    expect(other(4)).not.toEqual(drawn);
  });

  it("does not depend on how many numbers are drawn at once", () => {
    expect(createNoise(9)(64).subarray(0, 16)).toEqual(createNoise(9)(16));
  });
});
