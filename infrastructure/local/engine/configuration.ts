import { readFileSync } from "node:fs";
import path from "node:path";
import * as z from "zod";
import { WEIGHTS_FOLDER } from "./weights";

export const GRAPH_NAMES = ["text", "unet", "vae_decoder"] as const;
export type GraphName = (typeof GRAPH_NAMES)[number];

const TensorPlace = z.object({
  name: z.string(),
  shape: z.array(z.int().positive()),
  offset: z.int().min(0).describe("Bytes from the start of the graph's float32 weights"),
});
export type TensorPlace = z.infer<typeof TensorPlace>;

/** `tiny.json`, as infrastructure/containers/tiny/export.py writes it. */
const Configuration = z.object({
  vocabulary: z.record(z.string(), z.int()).describe("Word to token id"),
  latent_scale: z.number().describe("Factor that gives the autoencoder's latents unit variance"),
  betas: z.object({ start: z.number(), end: z.number(), timesteps: z.int() }),
  graphs: z.record(z.enum(GRAPH_NAMES), z.array(TensorPlace)),
});

export const CONFIGURATION = Configuration.parse(
  JSON.parse(readFileSync(path.join(WEIGHTS_FOLDER, "tiny.json"), "utf8")),
);
