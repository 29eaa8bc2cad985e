import * as z from "zod";
import { JobFailure } from "./jobs";
import { operation } from "./operation";
import { Instant, PageInput, pageOf, Reference, Ulid } from "./page";

export const MODEL_KINDS = [
  "checkpoint",
  "lora",
  "vae",
  "controlnet",
  "embedding",
  "hypernetwork",
  "upscaler",
] as const;
export const ModelKind = z.enum(MODEL_KINDS);
export type ModelKind = z.infer<typeof ModelKind>;

/** uploading: bytes are on their way · ready: can be used · refused: was checked and is not usable. */
export const MODEL_STATES = ["uploading", "ready", "refused", "deleting"] as const;
export const ModelState = z.enum(MODEL_STATES);
export type ModelState = z.infer<typeof ModelState>;

/** S3 takes objects of up to 5 TiB, but no model is near that; 64 GiB guards against a wrong file. */
export const MODEL_SIZE_BYTES_MAX = 64 * 2 ** 30;
export const UPLOAD_PARTS_PER_REQUEST_MAX = 100;

export const Model = z.strictObject({
  id: Ulid,
  name: z.string(),
  kind: ModelKind,
  family: z.string().nullable().describe("What it is made for, for example tiny; null if unknown"),
  state: ModelState,
  failure: JobFailure.nullable(),
  fileName: z.string(),
  sizeBytes: z.int().min(0),
  tensorCount: z.int().min(0).nullable(),
  owner: Reference,
  createdAt: Instant,
});
export type Model = z.infer<typeof Model>;

export const ModelName = z
  .string()
  .trim()
  .min(1, "Give the model a name.")
  .max(80, "Keep the name within 80 characters.")
  // Control characters and path separators have no place in a name that people read and search.
  .regex(/^[^\p{Cc}/\\]+$/u, "Leave out slashes and control characters.");

const One = z.strictObject({ id: Ulid });
const PartNumber = z.int().min(1).max(10_000);

export const models = {
  create: operation({
    method: "POST",
    path: "/models",
    summary: "Announce a model and begin its upload",
    permission: "models:create",
    idempotent: true,
    successStatus: 201,
    errors: ["invalid_input", "conflict"],
  })
    .input(
      z.strictObject({
        name: ModelName,
        kind: ModelKind.default("checkpoint"),
        fileName: z
          .string()
          .min(1)
          .max(255)
          .regex(/\.safetensors$/i, "Only .safetensors files can be uploaded.")
          .regex(/^[^\p{Cc}/\\]+$/u, "Give the name of the file only, without folders."),
        sizeBytes: z
          .int()
          .min(9, "This file is too short to be a safetensors file.")
          .max(MODEL_SIZE_BYTES_MAX, "A model may have at most 64 GiB."),
      }),
    )
    .output(
      z.strictObject({
        model: Model,
        upload: z.strictObject({
          partSizeBytes: z.int().positive(),
          partCount: z.int().positive(),
        }),
      }),
    ),

  signParts: operation({
    method: "POST",
    path: "/models/{id}/upload/parts",
    summary: "Get addresses to upload parts to",
    permission: "models:create",
    errors: ["invalid_input", "not_found", "not_in_this_state"],
  })
    .input(
      One.extend({ partNumbers: z.array(PartNumber).min(1).max(UPLOAD_PARTS_PER_REQUEST_MAX) }),
    )
    .output(
      z.strictObject({
        parts: z.array(z.strictObject({ partNumber: PartNumber, url: z.url() })),
        expiresAt: Instant,
      }),
    ),

  completeUpload: operation({
    method: "POST",
    path: "/models/{id}/upload/complete",
    summary: "Put the parts together, check the file and make it usable",
    permission: "models:create",
    errors: ["invalid_input", "not_found", "not_in_this_state", "conflict"],
  })
    .input(
      One.extend({
        parts: z
          .array(z.strictObject({ partNumber: PartNumber, etag: z.string().min(1).max(100) }))
          .min(1)
          .max(10_000),
      }),
    )
    .output(Model),

  list: operation({
    method: "GET",
    path: "/models",
    summary: "List models, newest first",
    permission: "models:read",
    errors: ["invalid_input"],
  })
    .input(PageInput.extend({ kind: ModelKind.optional() }))
    .output(pageOf(Model)),

  get: operation({
    method: "GET",
    path: "/models/{id}",
    summary: "Read one model",
    permission: "models:read",
    errors: ["invalid_input", "not_found"],
  })
    .input(One)
    .output(Model),

  delete: operation({
    method: "DELETE",
    path: "/models/{id}",
    summary: "Delete a model and its file, or give up its upload",
    permission: "models:delete",
    errors: ["invalid_input", "not_found", "conflict"],
  })
    .input(One)
    .output(z.strictObject({ id: Ulid })),
};
