import type { EngineProgress, EngineResult } from "@/lib/contract/engine";
import { ENGINE_FILES } from "@/lib/contract/engine";
import type { TextToImage } from "@/lib/contract/inferences";
import type { EndpointRow } from "@/lib/ports/endpoints";
import type { InferenceRow } from "@/lib/ports/inferences";
import type { ModelRow } from "@/lib/ports/models";

export const UNKNOWN_ID = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

export const PARAMETERS: TextToImage = {
  prompt: "a red house by a lake",
  negative_prompt: "",
  sampler_name: "Euler",
  steps: 10,
  cfg_scale: 5,
  seed: 7,
  width: 128,
  height: 128,
  batch_size: 1,
  n_iter: 2,
};

export const endpointRow = (id: string, change: Partial<EndpointRow> = {}): EndpointRow => ({
  id,
  version: 1,
  name: `Endpoint ${id}`,
  engine: "tiny",
  state: "in_service",
  failure: null,
  sagemakerName: `atelier-${id.toLowerCase()}`,
  instanceType: "ml.g5.xlarge",
  instanceCount: 1,
  priceUsdPerHour: 1.4,
  createdAt: new Date().toISOString(),
  ...change,
});

export const modelRow = (id: string, change: Partial<ModelRow> = {}): ModelRow => ({
  id,
  version: 1,
  name: `Model ${id}`,
  kind: "checkpoint",
  family: "tiny",
  state: "ready",
  failure: null,
  fileName: "tiny.safetensors",
  sizeBytes: 1000,
  tensorCount: 3,
  key: `models/${id}/model.safetensors`,
  uploadId: null,
  owner: { id: UNKNOWN_ID, name: "Somebody" },
  createdAt: new Date().toISOString(),
  ...change,
});

/** A job as it stands after its creation, before anybody has submitted it. */
export const inferenceRow = (
  id: string,
  change: Pick<InferenceRow, "owner" | "endpoint" | "model"> & Partial<InferenceRow>,
): InferenceRow => ({
  id,
  version: 1,
  state: "queued",
  failure: null,
  parameters: PARAMETERS,
  imageCount: 0,
  coverKeys: [],
  createdAt: new Date().toISOString(),
  submission: null,
  startedAt: null,
  settledAt: null,
  timings: null,
  unknownWords: [],
  ...change,
});

const STARTED_AT = "2026-11-22T10:00:00.000Z";
const COMPLETED_AT = "2026-11-22T10:00:04.000Z";

export const engineProgress = (change: Partial<EngineProgress> = {}): EngineProgress => ({
  state: "running",
  step: 5,
  total_steps: 20,
  images_done: 0,
  preview: "data:image/webp;base64,AAAA",
  started_at: STARTED_AT,
  updated_at: new Date().toISOString(),
  ...change,
});

/** What a worker writes when it has ended, with `imageCount` images. */
export const engineResult = (
  jobId: string,
  imageCount: number,
  change: Partial<EngineResult> = {},
): EngineResult => ({
  job_id: jobId,
  stopped: false,
  images: Array.from({ length: imageCount }, (_, index) => ({
    index,
    seed: PARAMETERS.seed + index,
    file: ENGINE_FILES.image(index),
    thumbnail: ENGINE_FILES.thumbnail(index),
    width: 128,
    height: 128,
    size_bytes: 1234,
    sha256: "a".repeat(64),
  })),
  started_at: STARTED_AT,
  completed_at: COMPLETED_AT,
  timings: {
    load_seconds: 0.5,
    encode_seconds: 0.1,
    sample_seconds: 3,
    decode_seconds: 0.2,
    save_seconds: 0.2,
  },
  engine: { name: "tiny", version: "1" },
  model: { source: "disk", sha256: "b".repeat(64) },
  unknown_words: ["zeppelin"],
  ...change,
});
