import { describe, expect, it } from "vitest";
import { EngineError } from "@/infrastructure/local/engine/engine-error";
import { readJobRequest } from "@/infrastructure/local/engine/job-request";
import { ENGINES } from "@/lib/rules/engines";
import { requestOf } from "./job";

function refusal(body: string) {
  try {
    readJobRequest(body);
  } catch (error) {
    if (error instanceof EngineError) return error.failure;
    throw error;
  }
  throw new Error("The request was accepted.");
}

const bodyWith = (parameters: object) => {
  const request = requestOf({});
  return JSON.stringify({ ...request, parameters: { ...request.parameters, ...parameters } });
};

describe("a request", () => {
  it("is read", () => {
    expect(readJobRequest(bodyWith({})).parameters.steps).toBe(8);
  });

  it("with an unknown sampler is refused by name, with the list of known ones", () => {
    const failure = refusal(bodyWith({ sampler_name: "DPM fast" }));
    expect(failure).toMatchObject({ code: "unknown_sampler", blame: "user", retriable: false });
    expect(failure.message).toContain('"DPM fast"');
    for (const name of ENGINES.tiny.samplers) expect(failure.message).toContain(name);
  });

  it.each([
    ["steps 0", bodyWith({ steps: 0 }), /parameters\.steps/],
    ["more steps than the engine takes", bodyWith({ steps: 120 }), /parameters\.steps.*100/],
    ["a width off the grid", bodyWith({ width: 100 }), /parameters\.width: .*multiple of 8/],
    ["a height too large", bodyWith({ height: 512 }), /parameters\.height: .*64 to 256/],
    ["a batch too large", bodyWith({ batch_size: 10_000 }), /parameters\.batch_size/],
    ["an empty prompt", bodyWith({ prompt: "" }), /parameters\.prompt/],
    ["a prompt too long", bodyWith({ prompt: "a".repeat(10_000) }), /parameters\.prompt/],
    ["NaN", bodyWith({}).replace('"cfg_scale":5', '"cfg_scale":NaN'), /NaN/],
    [
      "a number too large to be one",
      bodyWith({}).replace('"cfg_scale":5', '"cfg_scale":1e999'),
      /cfg_scale/,
    ],
    ["an unknown field", bodyWith({ clip_skip: 2 }), /clip_skip/],
    ["an inherited sampler name", bodyWith({ sampler_name: "constructor" }), /does not know/],
    ["no JSON", "steps=20", /not valid JSON/],
  ])("with %s is refused", (_, body, says) => {
    const failure = refusal(body);
    expect(failure.blame).toBe("user");
    expect(failure.message).toMatch(says);
  });
});
