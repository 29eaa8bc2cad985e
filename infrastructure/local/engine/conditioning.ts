import { CONFIGURATION } from "./configuration";
import { applyWeights, chunkPrompt, type PromptChunk, padChunks } from "./prompt";
import type { Context, TinyModel } from "./tiny-model";

async function embedChunks(model: TinyModel, chunks: readonly PromptChunk[]): Promise<Context> {
  const embedded: Float32Array[] = [];
  for (const { ids, weights } of chunks) {
    const embeddings = await model.embed(ids);
    applyWeights(embeddings, weights);
    embedded.push(embeddings);
  }
  const context = new Float32Array(embedded.length * embedded[0]!.length);
  for (const [index, one] of embedded.entries()) context.set(one, index * one.length);
  return context;
}

/** Embed both prompts to contexts of one length, and list the words that the model never saw. */
export async function encodePrompts(model: TinyModel, prompt: string, negativePrompt: string) {
  const positive = chunkPrompt(prompt, CONFIGURATION.vocabulary);
  const negative = chunkPrompt(negativePrompt, CONFIGURATION.vocabulary);
  const count = Math.max(positive.chunks.length, negative.chunks.length);
  return {
    positive: await embedChunks(model, padChunks(positive.chunks, count)),
    negative: await embedChunks(model, padChunks(negative.chunks, count)),
    unknownWords: [...new Set([...positive.unknownWords, ...negative.unknownWords])],
  };
}
