import { monotonicFactory } from "ulid";
import type { EndpointRow } from "@/lib/ports/endpoints";
import type { ImageRow, InferenceRow } from "@/lib/ports/inferences";
import type { ModelRow } from "@/lib/ports/models";
import type { UserRow } from "@/lib/ports/team";

export const ulid = monotonicFactory();
const createdAt = "2030-01-02T03:04:05.000Z";
const owner = { id: "01HOWNER0000000000000000AA", name: "Ada" };

export function inference(changes: Partial<InferenceRow> = {}): InferenceRow {
  return {
    id: ulid(),
    version: 1,
    state: "queued",
    failure: null,
    owner,
    endpoint: { id: "ENDPOINT-A", name: "This computer", engine: "tiny", sagemakerName: "e-a" },
    model: {
      id: "MODEL-A",
      name: "tiny",
      key: "models/a/model.safetensors",
      sizeBytes: 12_000_000,
    },
    parameters: {
      prompt: "a red house on a hill",
      negative_prompt: "",
      sampler_name: "Euler",
      steps: 20,
      cfg_scale: 5.5,
      seed: 4_294_967_295,
      width: 128,
      height: 128,
      batch_size: 1,
      n_iter: 1,
    },
    imageCount: 0,
    coverKeys: [],
    createdAt,
    submission: null,
    startedAt: null,
    settledAt: null,
    timings: null,
    unknownWords: [],
    ...changes,
  };
}

export function image(inferenceId: string, index: number, changes: Partial<ImageRow> = {}) {
  return {
    inferenceId,
    index,
    seed: index,
    width: 128,
    height: 128,
    sizeBytes: 30_000,
    sha256: "a".repeat(64),
    key: `inferences/${inferenceId}/images/${index}.png`,
    thumbnailKey: `inferences/${inferenceId}/thumbnails/${index}.webp`,
    prompt: "a red house on a hill",
    owner,
    model: { id: "MODEL-A", name: "tiny" },
    createdAt,
    ...changes,
  } satisfies ImageRow;
}

export function model(changes: Partial<ModelRow> = {}): ModelRow {
  const id = changes.id ?? ulid();
  return {
    id,
    version: 1,
    name: `Model ${id}`,
    kind: "checkpoint",
    family: null,
    state: "uploading",
    failure: null,
    fileName: "house.safetensors",
    sizeBytes: 12_000_000,
    tensorCount: null,
    key: `models/${id}/model.safetensors`,
    uploadId: "upload",
    owner,
    createdAt,
    ...changes,
  };
}

export function endpoint(changes: Partial<EndpointRow> = {}): EndpointRow {
  const id = changes.id ?? ulid();
  return {
    id,
    version: 1,
    name: `Endpoint ${id}`,
    engine: "tiny",
    state: "in_service",
    failure: null,
    sagemakerName: `atelier-${id.toLowerCase()}`,
    instanceType: "ml.g5.xlarge",
    instanceCount: 1,
    priceUsdPerHour: 1.408,
    createdAt,
    ...changes,
  };
}

export function user(changes: Partial<UserRow> = {}): UserRow {
  const id = changes.id ?? ulid();
  return {
    id,
    version: 1,
    name: `User ${id}`,
    role: "artist",
    passwordHash: "$argon2id$stored",
    createdAt,
    ...changes,
  };
}
