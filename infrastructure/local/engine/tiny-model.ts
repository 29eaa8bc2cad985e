import { readFile } from "node:fs/promises";
import path from "node:path";
import { InferenceSession, Tensor } from "onnxruntime-node";
import type { Checkpoint } from "./checkpoint";
import { CONFIGURATION, GRAPH_NAMES, type GraphName } from "./configuration";
import { WEIGHTS_FOLDER } from "./weights";

export const LATENT_CHANNELS = 4;
export const PIXELS_PER_LATENT = 8;
const TEXT_WIDTH = 128;

/** Rows and columns of latents. */
export interface LatentSize {
  rows: number;
  columns: number;
}

/** Text embeddings of one prompt, [tokens, 128]. */
export type Context = Float32Array;

async function createSession(name: GraphName, weights: Float32Array) {
  const graph = await readFile(path.join(WEIGHTS_FOLDER, `${name}.onnx`));
  const data = new Uint8Array(weights.buffer, weights.byteOffset, weights.byteLength);
  return InferenceSession.create(graph, {
    // One thread: sums in another order would change the last bits, and so the picture's bytes.
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    externalData: [{ path: "weights", data }],
  });
}

/** The three networks of a checkpoint, ready to run. */
export class TinyModel {
  private constructor(
    readonly sha256: string,
    /** Memory that the weights take. */
    readonly sizeBytes: number,
    private readonly sessions: Record<GraphName, InferenceSession>,
  ) {}

  static async load({ weights, sha256 }: Checkpoint): Promise<TinyModel> {
    const sessions: Partial<Record<GraphName, InferenceSession>> = {};
    let sizeBytes = 0;
    for (const name of GRAPH_NAMES) {
      sessions[name] = await createSession(name, weights[name]);
      sizeBytes += weights[name].byteLength;
    }
    // The loop filled every name.
    return new TinyModel(sha256, sizeBytes, sessions as Record<GraphName, InferenceSession>);
  }

  /** Embed one chunk of token ids, [tokens] to [tokens, 128]. */
  async embed(ids: readonly number[]): Promise<Float32Array> {
    const input = new Tensor("int64", BigInt64Array.from(ids, BigInt), [1, ids.length]);
    return this.run("text", { ids: input });
  }

  /**
   * Predict v at a timestep for the same latents under several contexts.
   *
   * @param latents [4, rows, columns] of even size, scaled to unit variance
   * @param contexts prompts of one length
   * @returns v for each context, one after another
   */
  async predictVelocity(
    latents: Float32Array,
    { rows, columns }: LatentSize,
    timestep: number,
    contexts: readonly Context[],
  ): Promise<Float32Array> {
    const batch = contexts.length;
    const tokens = contexts[0]!.length / TEXT_WIDTH;
    const repeated = new Float32Array(batch * latents.length);
    const context = new Float32Array(batch * tokens * TEXT_WIDTH);
    for (const [index, one] of contexts.entries()) {
      repeated.set(latents, index * latents.length);
      context.set(one, index * one.length);
    }
    return this.run("unet", {
      latents: new Tensor("float32", repeated, [batch, LATENT_CHANNELS, rows, columns]),
      timestep: new Tensor("float32", new Float32Array(batch).fill(timestep), [batch]),
      context: new Tensor("float32", context, [batch, tokens, TEXT_WIDTH]),
    });
  }

  /** Turn latents [4, rows, columns] into RGB bytes [8 rows, 8 columns, 3]. */
  async decode(latents: Float64Array, { rows, columns }: LatentSize): Promise<Uint8Array> {
    const unscaled = Float32Array.from(latents, (value) => value / CONFIGURATION.latent_scale);
    const planes = await this.run("vae_decoder", {
      latents: new Tensor("float32", unscaled, [1, LATENT_CHANNELS, rows, columns]),
    });
    const pixels = planes.length / 3;
    const rgb = new Uint8Array(planes.length);
    for (let pixel = 0; pixel < pixels; pixel += 1) {
      for (let channel = 0; channel < 3; channel += 1) {
        const level = Math.round((planes[channel * pixels + pixel]! + 1) * 127.5);
        rgb[pixel * 3 + channel] = Math.min(255, Math.max(0, level));
      }
    }
    return rgb;
  }

  async release(): Promise<void> {
    for (const session of Object.values(this.sessions)) await session.release();
  }

  private async run(name: GraphName, feeds: Record<string, Tensor>): Promise<Float32Array> {
    const session = this.sessions[name];
    const outputs = await session.run(feeds);
    // Every graph has one float32 output; see infrastructure/containers/tiny/export.py.
    return outputs[session.outputNames[0]!]!.data as Float32Array;
  }
}
