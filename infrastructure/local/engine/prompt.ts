/** Prompts in AUTOMATIC1111's syntax: emphasis by brackets, `BREAK`, chunks of one context. */

/** A piece of text and how much it counts; a break starts a new chunk. */
export type PromptPart = { text: string; weight: number } | "break";

const EMPHASIS = 1.1;
/** Beyond this the embeddings carry nothing but the one word; deep nesting would reach infinity. */
const WEIGHT_MAX = 10;

const TOKEN = /\\[\\()[\]]|[\\()[\]]|:\s*([+-]?(?:\d+\.?\d*|\.\d+))\s*\)|[^\\()[\]:]+|:/g;

const clamp = (weight: number) => Math.min(WEIGHT_MAX, Math.max(-WEIGHT_MAX, weight));

/**
 * Read `(more)`, `[less]`, `(exactly:1.3)` and escaped brackets; a bracket that is never closed
 * counts as closed at the end.
 */
export function parsePrompt(prompt: string): PromptPart[] {
  const pieces: { text: string; weight: number }[] = [];
  const openRound: number[] = [];
  const openSquare: number[] = [];
  const multiplyFrom = (start: number, factor: number) => {
    for (const piece of pieces.slice(start)) piece.weight *= factor;
  };
  for (const [token, weight] of prompt.matchAll(TOKEN)) {
    if (token.length === 2 && token[0] === "\\") pieces.push({ text: token[1]!, weight: 1 });
    else if (token === "(") openRound.push(pieces.length);
    else if (token === "[") openSquare.push(pieces.length);
    else if (weight !== undefined && openRound.length > 0)
      multiplyFrom(openRound.pop()!, Number(weight));
    else if (token === ")" && openRound.length > 0) multiplyFrom(openRound.pop()!, EMPHASIS);
    else if (token === "]" && openSquare.length > 0) multiplyFrom(openSquare.pop()!, 1 / EMPHASIS);
    else pieces.push({ text: token, weight: 1 });
  }
  for (const start of openRound) multiplyFrom(start, EMPHASIS);
  for (const start of openSquare) multiplyFrom(start, 1 / EMPHASIS);
  return pieces.flatMap(({ text, weight }) => splitAtBreaks(text, clamp(weight)));
}

const splitAtBreaks = (text: string, weight: number): PromptPart[] =>
  text
    .split(/\bBREAK\b/)
    .flatMap((part, index) =>
      index === 0 ? [{ text: part, weight }] : ["break", { text: part, weight }],
    );

/** Words in order; a comma is a word, other punctuation only separates. */
export const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}'’]+|,/gu) ?? [];

const SPECIAL = { pad: 0, begin: 1, end: 2, unknown: 3 };
const CHUNK_TOKENS = 32;
const CHUNK_WORDS = CHUNK_TOKENS - 2;

/** As many tokens as the text encoder takes at once, each with its weight. */
export interface PromptChunk {
  ids: number[];
  weights: number[];
}

function chunkOf(words: readonly { id: number; weight: number }[]): PromptChunk {
  const padding = Array<number>(CHUNK_WORDS - words.length);
  return {
    ids: [SPECIAL.begin, ...words.map(({ id }) => id), SPECIAL.end, ...padding.fill(SPECIAL.pad)],
    weights: [1, ...words.map(({ weight }) => weight), 1, ...padding.fill(1)],
  };
}

/** Cut a prompt into chunks (at least one) and list the words that the vocabulary lacks. */
export function chunkPrompt(prompt: string, vocabulary: Readonly<Record<string, number>>) {
  const unknownWords = new Set<string>();
  const chunks: { id: number; weight: number }[][] = [[]];
  for (const part of parsePrompt(prompt)) {
    if (part === "break") {
      chunks.push([]);
      continue;
    }
    for (const word of wordsOf(part.text)) {
      const known = Object.hasOwn(vocabulary, word);
      if (!known) unknownWords.add(word);
      if (chunks.at(-1)!.length === CHUNK_WORDS) chunks.push([]);
      const id = known ? vocabulary[word]! : SPECIAL.unknown;
      chunks.at(-1)!.push({ id, weight: part.weight });
    }
  }
  return { chunks: chunks.map(chunkOf), unknownWords: [...unknownWords] };
}

/** Chunks of an empty prompt appended until there are `count`. */
export const padChunks = (chunks: readonly PromptChunk[], count: number) => [
  ...chunks,
  ...Array.from({ length: count - chunks.length }, () => chunkOf([])),
];

const strengthOf = (numbers: Float32Array) =>
  Math.sqrt(numbers.reduce((sum, number) => sum + number ** 2, 0) / numbers.length);

/**
 * Multiply each token's embedding by its weight, then restore the strength of the whole chunk, in
 * place. AUTOMATIC1111 restores the mean; this text encoder's mean is zero but for rounding, so the
 * root mean square stands for it.
 *
 * @param embeddings the chunk's tokens one after another
 */
export function applyWeights(embeddings: Float32Array, weights: readonly number[]) {
  if (weights.every((weight) => weight === 1)) return;
  const width = embeddings.length / weights.length;
  const before = strengthOf(embeddings);
  for (let i = 0; i < embeddings.length; i += 1) embeddings[i]! *= weights[Math.floor(i / width)]!;
  const factor = before / strengthOf(embeddings);
  for (let i = 0; i < embeddings.length; i += 1) embeddings[i]! *= factor;
}
