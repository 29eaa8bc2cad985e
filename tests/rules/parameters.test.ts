import { expect, test } from "vitest";
import { TextToImage } from "@/lib/contract/inferences";
import { ENGINES } from "@/lib/rules/engines";
import { parameterProblems, totalSteps } from "@/lib/rules/parameters";

const tiny = ENGINES.tiny;
const FINE = TextToImage.parse({
  prompt: "a house",
  sampler_name: tiny.defaultSampler,
  steps: tiny.steps.default,
  cfg_scale: tiny.cfgScale.default,
  width: tiny.size.native,
  height: tiny.size.native,
});

const fieldsOf = (change: Partial<TextToImage>) =>
  parameterProblems({ ...FINE, ...change }, tiny).map(({ path }) => path);

test("an engine's own defaults are fine", () => {
  expect(fieldsOf({})).toEqual([]);
});

test.each<[string, Partial<TextToImage>]>([
  ["the smallest", { width: tiny.size.min, height: tiny.size.min, steps: tiny.steps.min }],
  ["the largest", { width: tiny.size.max, height: tiny.size.max, steps: tiny.steps.max }],
  ["the most images", { batch_size: tiny.batchSizeMax, n_iter: tiny.batchCountMax }],
])("%s that the engine names is allowed", (_, change) => {
  expect(fieldsOf(change)).toEqual([]);
});

test.each<[keyof TextToImage, number | string]>([
  ["width", tiny.size.min - tiny.size.step],
  ["width", tiny.size.max + tiny.size.step],
  ["width", tiny.size.native + 1],
  ["height", tiny.size.max + tiny.size.step],
  ["height", tiny.size.native + 1],
  ["steps", tiny.steps.max + 1],
  ["cfg_scale", tiny.cfgScale.max + 0.5],
  ["batch_size", tiny.batchSizeMax + 1],
  ["n_iter", tiny.batchCountMax + 1],
  ["sampler_name", "Magic"],
])("%s of %s is refused at its field", (field, value) => {
  expect(fieldsOf({ [field]: value })).toEqual([`parameters.${field}`]);
});

test("an unknown sampler is refused by name, with the ones that are known", () => {
  const [problem] = parameterProblems({ ...FINE, sampler_name: "Magic" }, tiny);
  expect(problem?.message).toContain('"Magic"');
  for (const sampler of tiny.samplers) expect(problem?.message).toContain(sampler);
});

test("a job's steps count every batch, whatever its size", () => {
  expect(totalSteps({ ...FINE, steps: 20, n_iter: 3 })).toBe(60);
});
