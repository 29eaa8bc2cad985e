import { describe, expect, it } from "vitest";
import {
  applyWeights,
  chunkPrompt,
  padChunks,
  parsePrompt,
  wordsOf,
} from "@/infrastructure/local/engine/prompt";

/** Parts as [text, weight], neighbours of one weight joined and spaces trimmed. */
function read(prompt: string) {
  const parts: [string, number][] = [];
  for (const part of parsePrompt(prompt)) {
    if (part === "break") {
      parts.push(["BREAK", 0]);
      continue;
    }
    const weight = Number(part.weight.toFixed(4));
    const last = parts.at(-1);
    if (last && last[1] === weight) last[0] += part.text;
    else parts.push([part.text, weight]);
  }
  return parts.map(([text, weight]) => [text.trim(), weight]).filter(([text]) => text !== "");
}

describe("attention syntax", () => {
  it.each([
    ["a red house", [["a red house", 1]]],
    [
      "a (red) house",
      [
        ["a", 1],
        ["red", 1.1],
        ["house", 1],
      ],
    ],
    [
      "a ((red)) house",
      [
        ["a", 1],
        ["red", 1.21],
        ["house", 1],
      ],
    ],
    [
      "a [red] house",
      [
        ["a", 1],
        ["red", 0.9091],
        ["house", 1],
      ],
    ],
    ["(the sun:1.6)", [["the sun", 1.6]]],
    ["(the sun : .5)", [["the sun", 0.5]]],
    [
      "(a (b:2) c:1.5)",
      [
        ["a", 1.5],
        ["b", 3],
        ["c", 1.5],
      ],
    ],
    [
      "(a [b] c)",
      [
        ["a", 1.1],
        ["b", 1],
        ["c", 1.1],
      ],
    ],
    ["(red house", [["red house", 1.1]]],
    ["[red", [["red", 0.9091]]],
    ["red) house]", [["red) house]", 1]]],
    ["\\(red\\) house", [["(red) house", 1]]],
    ["a: b", [["a: b", 1]]],
    ["red:1.3)", [["red:1.3)", 1]]],
    [
      "a BREAK b",
      [
        ["a", 1],
        ["BREAK", 0],
        ["b", 1],
      ],
    ],
    ["", []],
  ])("reads %j", (prompt, expected) => {
    expect(read(prompt)).toEqual(expected);
  });

  it("keeps weights finite however deep the brackets", () => {
    const deep = parsePrompt(`${"(".repeat(4000)}red`);
    expect(deep).toEqual([{ text: "red", weight: 10 }]);
  });
});

describe("words", () => {
  it("are lower case, with commas as words and other punctuation left out", () => {
    expect(wordsOf("A Red  house,\nblue sky.")).toEqual(["a", "red", "house", ",", "blue", "sky"]);
  });

  it("may be of any script", () => {
    expect(wordsOf("青い空, été")).toEqual(["青い空", ",", "été"]);
  });
});

describe("chunks", () => {
  const vocabulary = { a: 5, red: 6, ",": 4 };

  it("frame words by begin and end and fill up with padding", () => {
    const { chunks } = chunkPrompt("a (red:1.5)", vocabulary);
    expect(chunks).toHaveLength(1);
    expect(chunks[0]!.ids.slice(0, 5)).toEqual([1, 5, 6, 2, 0]);
    expect(chunks[0]!.weights.slice(0, 4)).toEqual([1, 1, 1.5, 1]);
    expect(chunks[0]!.ids).toHaveLength(32);
  });

  it("list unknown words once, as they were understood", () => {
    const { chunks, unknownWords } = chunkPrompt("a Dragon, a dragon", vocabulary);
    expect(unknownWords).toEqual(["dragon"]);
    expect(chunks[0]!.ids.slice(0, 7)).toEqual([1, 5, 3, 4, 5, 3, 2]);
  });

  it("do not take inherited names for words", () => {
    expect(chunkPrompt("constructor", vocabulary).unknownWords).toEqual(["constructor"]);
  });

  it("go on after thirty words and after BREAK", () => {
    expect(chunkPrompt("red ".repeat(31), vocabulary).chunks).toHaveLength(2);
    expect(chunkPrompt("red BREAK red", vocabulary).chunks).toHaveLength(2);
    expect(chunkPrompt("", vocabulary).chunks).toHaveLength(1);
  });

  it("are filled up with empty prompts", () => {
    const { chunks } = chunkPrompt("red", vocabulary);
    expect(padChunks(chunks, 3)[2]!.ids.slice(0, 3)).toEqual([1, 2, 0]);
  });
});

describe("weights on embeddings", () => {
  it("scale tokens and keep the strength of the chunk", () => {
    const embeddings = Float32Array.of(1, -3, 2, 2);
    applyWeights(embeddings, [1, 2]);
    expect(embeddings.reduce((sum, value) => sum + value ** 2, 0)).toBeCloseTo(18, 5);
    expect(embeddings[2]! / embeddings[0]!).toBeCloseTo(4, 6);
  });

  it("of 1 change nothing", () => {
    const embeddings = Float32Array.of(1, 3);
    applyWeights(embeddings, [1, 1]);
    expect([...embeddings]).toEqual([1, 3]);
  });
});
