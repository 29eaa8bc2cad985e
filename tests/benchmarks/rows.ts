import type { TextToImage } from "@/lib/contract/inferences";
import type { UserActor } from "@/lib/ports/actor";
import type { EndpointRow } from "@/lib/ports/endpoints";
import type { ImageRow, InferenceRow } from "@/lib/ports/inferences";
import type { ModelRow } from "@/lib/ports/models";
import { ROLE_PERMISSIONS } from "@/lib/rules/permissions";

const CREATED_AT = "2026-01-01T00:00:00.000Z";

export const ARTIST: UserActor = {
  kind: "user",
  id: "01JA0000000000000000000001",
  name: "Ada",
  permissions: ROLE_PERMISSIONS.administrator,
};
const owner = { id: ARTIST.id, name: ARTIST.name };

export const ENDPOINT: EndpointRow = {
  id: "01JA0000000000000000000002",
  version: 1,
  name: "This computer",
  engine: "tiny",
  state: "in_service",
  failure: null,
  sagemakerName: "atelier-this-computer",
  instanceType: "local",
  instanceCount: 1,
  priceUsdPerHour: 0,
  createdAt: CREATED_AT,
};

export const CHECKPOINT: ModelRow = {
  id: "01JA0000000000000000000003",
  version: 1,
  name: "tiny",
  kind: "checkpoint",
  family: "tiny",
  state: "ready",
  failure: null,
  fileName: "tiny.safetensors",
  sizeBytes: 15_000_000,
  tensorCount: 306,
  key: "models/01JA0000000000000000000003/model.safetensors",
  uploadId: null,
  owner,
  createdAt: CREATED_AT,
};

export const PARAMETERS: TextToImage = {
  prompt: "a red house on the left, blue sky, green hills, mountains",
  negative_prompt: "",
  sampler_name: "Euler",
  steps: 20,
  cfg_scale: 5,
  seed: 1,
  width: 128,
  height: 128,
  batch_size: 1,
  n_iter: 1,
};

export const settledJob = (id: string): InferenceRow => ({
  id,
  version: 3,
  state: "completed",
  failure: null,
  owner,
  endpoint: {
    id: ENDPOINT.id,
    name: ENDPOINT.name,
    engine: ENDPOINT.engine,
    sagemakerName: ENDPOINT.sagemakerName,
  },
  model: {
    id: CHECKPOINT.id,
    name: CHECKPOINT.name,
    key: CHECKPOINT.key,
    sizeBytes: CHECKPOINT.sizeBytes,
  },
  parameters: PARAMETERS,
  imageCount: 1,
  coverKeys: [`inferences/${id}/thumbnails/0000.webp`],
  createdAt: CREATED_AT,
  submission: { at: CREATED_AT, outputLocation: "s3://bucket/output", failureLocation: null },
  startedAt: CREATED_AT,
  settledAt: CREATED_AT,
  timings: null,
  unknownWords: [],
});

export const imageOf = (inferenceId: string): ImageRow => ({
  inferenceId,
  index: 0,
  seed: 1,
  width: 128,
  height: 128,
  sizeBytes: 30_000,
  sha256: "0".repeat(64),
  key: `inferences/${inferenceId}/images/0000.png`,
  thumbnailKey: `inferences/${inferenceId}/thumbnails/0000.webp`,
  prompt: PARAMETERS.prompt,
  owner,
  model: { id: CHECKPOINT.id, name: CHECKPOINT.name },
  createdAt: CREATED_AT,
});
