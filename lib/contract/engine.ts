import * as z from "zod";

/**
 * What a worker is asked and what it answers: `POST /invocations` as SageMaker sends it, and the
 * objects it writes under the job's own prefix. Parameters keep their AUTOMATIC1111 names, since
 * people paste them.
 */

/** Names of the objects a worker reads and writes, relative to the job's prefix. */
export const ENGINE_FILES = {
  progress: "progress.json",
  result: "result.json",
  stop: "stop",
  image: (index: number) => `images/${String(index).padStart(4, "0")}.png`,
  thumbnail: (index: number) => `thumbnails/${String(index).padStart(4, "0")}.webp`,
} as const;

/** Longest edge of a thumbnail, in pixels. */
export const THUMBNAIL_EDGE_PX = 320;

const s3Uri = z.string().regex(/^s3:\/\/[^/]+\/.+$/);

export const EngineParameters = z.strictObject({
  prompt: z.string().min(1).max(4000),
  negative_prompt: z.string().max(4000),
  sampler_name: z.string().min(1).max(60),
  steps: z.int().min(1).max(150),
  cfg_scale: z.number().min(1).max(30),
  seed: z
    .int()
    .min(0)
    .max(4_294_967_295)
    .describe("Seed of the first image; image n uses seed + n"),
  width: z.int().positive().describe("Pixels"),
  height: z.int().positive().describe("Pixels"),
  batch_size: z.int().min(1).describe("Images made at the same time"),
  n_iter: z.int().min(1).describe("Batches made one after another"),
});
export type EngineParameters = z.infer<typeof EngineParameters>;

export const EngineRequest = z.strictObject({
  job_id: z.string().min(1).max(64),
  task: z.literal("txt2img"),
  model: z.strictObject({
    id: z.string().min(1),
    name: z.string().min(1),
    uri: s3Uri,
    size_bytes: z.int().positive(),
  }),
  output: z.strictObject({ uri: s3Uri.describe("The job's own prefix, ending with a slash") }),
  parameters: EngineParameters,
});
export type EngineRequest = z.infer<typeof EngineRequest>;

export const EngineProgress = z.strictObject({
  state: z.enum(["starting", "running"]).describe("starting: the model is being loaded"),
  step: z.int().min(0).describe("Sampling steps done, over all batches"),
  total_steps: z.int().min(1),
  images_done: z.int().min(0),
  preview: z.string().startsWith("data:image/").max(64_000).nullable(),
  started_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type EngineProgress = z.infer<typeof EngineProgress>;

export const EngineImage = z.strictObject({
  index: z.int().min(0),
  seed: z.int().min(0),
  file: z.string(),
  thumbnail: z.string(),
  width: z.int().positive(),
  height: z.int().positive(),
  size_bytes: z.int().positive(),
  sha256: z.string().length(64),
});
export type EngineImage = z.infer<typeof EngineImage>;

export const EngineTimings = z.strictObject({
  load_seconds: z.number().min(0),
  encode_seconds: z.number().min(0),
  sample_seconds: z.number().min(0),
  decode_seconds: z.number().min(0),
  save_seconds: z.number().min(0),
});
export type EngineTimings = z.infer<typeof EngineTimings>;

/** The body of a successful invocation, also written as `result.json`. */
export const EngineResult = z.strictObject({
  job_id: z.string(),
  stopped: z
    .boolean()
    .describe("True when the stop flag ended the job; images made so far are kept"),
  images: z.array(EngineImage),
  started_at: z.iso.datetime(),
  completed_at: z.iso.datetime(),
  timings: EngineTimings,
  engine: z.strictObject({ name: z.string(), version: z.string() }),
  model: z.strictObject({
    source: z.enum(["memory", "disk", "s3"]).describe("Where the model came from for this job"),
    sha256: z.string().length(64),
  }),
  unknown_words: z.array(z.string()).describe("Prompt words that the model has never seen"),
});
export type EngineResult = z.infer<typeof EngineResult>;

export const ENGINE_FAILURE_CODES = [
  "invalid_parameters",
  "unknown_sampler",
  "model_not_found",
  "model_unreadable",
  "out_of_memory",
  "storage_unavailable",
  "internal",
] as const;

/** The body of a failed invocation (HTTP 400 when the user is to blame, else 500). */
export const EngineFailure = z.strictObject({
  code: z.enum(ENGINE_FAILURE_CODES),
  message: z.string().min(1).max(1000).describe("One plain sentence with the next step"),
  blame: z.enum(["user", "system"]),
  retriable: z.boolean(),
});
export type EngineFailure = z.infer<typeof EngineFailure>;
