import * as z from "zod";
import { EngineTimings } from "./engine";
import { Image } from "./images";
import { JobFailure, JobState } from "./jobs";
import { operation } from "./operation";
import { Instant, PageInput, pageOf, Reference, Ulid } from "./page";

export const PROMPT_CHARACTERS_MAX = 4000;
export const SEED_MAX = 4_294_967_295;

/** Text to image, in AUTOMATIC1111's words. The engine's own limits come on top (lib/rules/engines). */
export const TextToImage = z.strictObject({
  prompt: z
    .string()
    .trim()
    .min(1, "Describe the picture in a few words.")
    .max(PROMPT_CHARACTERS_MAX, `Keep the prompt within ${PROMPT_CHARACTERS_MAX} characters.`),
  negative_prompt: z
    .string()
    .trim()
    .max(PROMPT_CHARACTERS_MAX, `Keep it within ${PROMPT_CHARACTERS_MAX} characters.`)
    .default(""),
  sampler_name: z.string().min(1).max(60),
  steps: z.int().min(1).max(150),
  cfg_scale: z.number().min(1).max(30),
  seed: z.int().min(-1).max(SEED_MAX).default(-1).describe("-1 lets the system choose one"),
  width: z.int().min(8).max(4096).describe("Pixels"),
  height: z.int().min(8).max(4096).describe("Pixels"),
  batch_size: z.int().min(1).max(16).default(1).describe("Images made at the same time"),
  n_iter: z.int().min(1).max(100).default(1).describe("Batches made one after another"),
});
export type TextToImage = z.infer<typeof TextToImage>;

export const EndpointReference = Reference.extend({ engine: z.string() });

export const Inference = z.strictObject({
  id: Ulid,
  state: JobState,
  failure: JobFailure.nullable(),
  owner: Reference,
  endpoint: EndpointReference,
  model: Reference,
  parameters: TextToImage.describe("As used: the seed is always the real one"),
  imageCount: z.int().min(0).describe("Images that exist"),
  coverUrls: z.array(z.url()).max(4).describe("Thumbnails of the first images"),
  createdAt: Instant,
  startedAt: Instant.nullable(),
  settledAt: Instant.nullable(),
  timings: EngineTimings.nullable(),
  unknownWords: z.array(z.string()).describe("Prompt words that the model has never seen"),
});
export type Inference = z.infer<typeof Inference>;

export const InferenceDetail = Inference.extend({ images: z.array(Image) });
export type InferenceDetail = z.infer<typeof InferenceDetail>;

export const InferenceProgress = z.strictObject({
  id: Ulid,
  state: JobState,
  queuePosition: z.int().min(0).nullable().describe("Jobs before this one; null once it started"),
  step: z.int().min(0),
  totalSteps: z.int().min(1),
  imagesDone: z.int().min(0),
  preview: z.string().nullable().describe("Data URL of a small picture of the work so far"),
  secondsLeft: z.number().min(0).nullable().describe("Estimate from the speed so far"),
});
export type InferenceProgress = z.infer<typeof InferenceProgress>;

const One = z.strictObject({ id: Ulid });

export const inferences = {
  create: operation({
    method: "POST",
    path: "/inferences",
    summary: "Start a generation job",
    permission: "inferences:create",
    idempotent: true,
    successStatus: 201,
    errors: ["invalid_input", "conflict", "not_in_this_state"],
  })
    .input(z.strictObject({ endpointId: Ulid, modelId: Ulid, parameters: TextToImage }))
    .output(Inference),

  list: operation({
    method: "GET",
    path: "/inferences",
    summary: "List jobs, newest first",
    permission: "inferences:read",
    errors: ["invalid_input"],
  })
    .input(
      PageInput.extend({
        state: z.enum(["any", "open"]).default("any").describe("open: jobs that are not settled"),
      }),
    )
    .output(pageOf(Inference)),

  get: operation({
    method: "GET",
    path: "/inferences/{id}",
    summary: "Read one job and its images",
    permission: "inferences:read",
    errors: ["invalid_input", "not_found"],
  })
    .input(One)
    .output(InferenceDetail),

  getProgress: operation({
    method: "GET",
    path: "/inferences/{id}/progress",
    summary: "Read how far a job is",
    permission: "inferences:read",
    errors: ["invalid_input", "not_found"],
  })
    .input(One)
    .output(InferenceProgress),

  stop: operation({
    method: "POST",
    path: "/inferences/{id}/stop",
    summary: "Stop a job and keep what it has made",
    permission: "inferences:stop",
    errors: ["invalid_input", "not_found", "not_in_this_state", "conflict"],
  })
    .input(One)
    .output(Inference),

  delete: operation({
    method: "DELETE",
    path: "/inferences/{id}",
    summary: "Delete a settled job and its images",
    permission: "inferences:stop",
    errors: ["invalid_input", "not_found", "not_in_this_state", "conflict"],
  })
    .input(One)
    .output(z.strictObject({ id: Ulid })),
};
