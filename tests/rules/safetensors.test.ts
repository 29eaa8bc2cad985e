import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { familyOf, HEADER_BYTES_MAX, headerLength, readHeader } from "@/lib/rules/safetensors";

const bytes = (...values: number[]) => Uint8Array.from(values);

function lengthBytes(length: bigint) {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, length, true);
  return new Uint8Array(view.buffer);
}

const tensor = (begin: number, end: number, shape = [(end - begin) / 4], dtype = "F32") => ({
  dtype,
  shape,
  data_offsets: [begin, end],
});

function problemOf(header: unknown, dataBytes: number): string {
  const json = typeof header === "string" ? header : JSON.stringify(header);
  const reading = readHeader(json, dataBytes);
  return reading.ok ? "none" : reading.problem;
}

describe("the length of the header", () => {
  test("is read as little endian", () => {
    expect(headerLength(bytes(2, 1, 0, 0, 0, 0, 0, 0), 1000)).toBe(258);
  });

  test.each([
    ["a pickle", bytes(0x80, 2, 0, 0, 0, 0, 0, 0), 1000, /pickle/],
    ["a zip archive", bytes(0x50, 0x4b, 3, 4, 0, 0, 0, 0), 1000, /zip/],
    ["seven bytes", bytes(1, 0, 0, 0, 0, 0, 0), 7, /too short/],
    ["no bytes", bytes(), 0, /too short/],
    ["more than the file", lengthBytes(993n), 1000, /cut off/],
    ["more than the limit", lengthBytes(BigInt(HEADER_BYTES_MAX) + 1n), 2 ** 40, /sensible/],
    ["2^64 - 1", lengthBytes(2n ** 64n - 1n), 2 ** 40, /sensible/],
  ])("of %s is refused", (_, first8, fileSizeBytes, problem) => {
    expect(headerLength(first8, fileSizeBytes)).toEqual({
      problem: expect.stringMatching(problem),
    });
  });

  test("may end exactly with the file", () => {
    expect(headerLength(lengthBytes(992n), 1000)).toBe(992);
  });
});

describe("the header", () => {
  test("is read with its metadata, in whichever order tensors stand", () => {
    const header = { __metadata__: { format: "pt" }, b: tensor(8, 16), a: tensor(0, 8) };
    const reading = readHeader(JSON.stringify(header), 16);
    expect(reading).toMatchObject({ ok: true, metadata: { format: "pt" } });
    expect(reading.ok && [...reading.tensors.keys()].sort()).toEqual(["a", "b"]);
  });

  test("takes a scalar, an empty tensor and every known type", () => {
    const header = {
      scalar: tensor(0, 4, []),
      empty: tensor(4, 4, [0, 7]),
      byte: tensor(4, 5, [1], "U8"),
      half: tensor(5, 7, [1], "BF16"),
    };
    expect(problemOf(header, 7)).toBe("none");
  });

  test.each<[string, unknown, number, RegExp]>([
    ["no JSON", "{", 0, /cannot be read/],
    ["a list", "[]", 0, /not an object/],
    ["null", "null", 0, /not an object/],
    ["nothing", "{}", 0, /no tensors/],
    ["metadata alone", { __metadata__: {} }, 0, /no tensors/],
    ["a null entry", { a: null }, 8, /unknown type/],
    ["an unknown type", { a: tensor(0, 8, [2], "F128") }, 8, /unknown type F128/],
    ["a type of Object.prototype", { a: tensor(0, 8, [2], "constructor") }, 8, /unknown type/],
    ["a negative edge", { a: tensor(0, 8, [-2]) }, 8, /shape/],
    ["a fractional edge", { a: tensor(0, 8, [0.5, 4]) }, 8, /shape/],
    ["offsets that are no pair", { a: { ...tensor(0, 8), data_offsets: [0] } }, 8, /range/],
    ["offsets that run backwards", { a: tensor(8, 0, [2]) }, 8, /-8 bytes/],
    ["a shape of another size", { a: tensor(0, 8, [3]) }, 8, /8 bytes where .* 12/],
    ["a gap", { a: tensor(0, 4), b: tensor(8, 12) }, 12, /begins at byte 8 where 4/],
    ["an overlap", { a: tensor(0, 8), b: tensor(4, 12) }, 12, /begins at byte 4 where 8/],
    ["missing data", { a: tensor(0, 8) }, 5, /3 bytes are missing/],
    ["data that no tensor owns", { a: tensor(0, 8) }, 9, /1 bytes that no tensor owns/],
  ])("with %s is refused", (_, header, dataBytes, problem) => {
    expect(problemOf(header, dataBytes)).toMatch(problem);
  });

  test("that names a tensor twice is refused: readers would disagree on which one counts", () => {
    const entry = JSON.stringify(tensor(0, 8));
    expect(problemOf(`{"a":${entry},"a":${entry}}`, 8)).toMatch(/a twice/);
  });

  test("may repeat inner keys and hold braces in names", () => {
    expect(problemOf({ "{a}": tensor(0, 8), 'b"}': tensor(8, 16) }, 16)).toBe("none");
  });

  test("is never answered with an exception", () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), (json, dataBytes) => {
        expect(readHeader(json, dataBytes)).toHaveProperty("ok");
      }),
      { numRuns: 500 },
    );
  });
});

describe("the family", () => {
  const family = (name: string, shape: number[]) =>
    familyOf(new Map([[name, { dtype: "F16", shape, data_offsets: [0, 1] }]]));

  test("is known by one tensor's name and shape", () => {
    expect(family("unet.conv_in.weight", [64, 4, 3, 3])).toBe("tiny");
    expect(family("conditioner.embedders.1.model.token_embedding.weight", [49408, 1280])).toBe(
      "sdxl",
    );
  });

  test("is unknown for another shape or other names", () => {
    expect(family("unet.conv_in.weight", [320, 4, 3, 3])).toBeNull();
    expect(family("unet.conv_in.weight", [64, 4, 3])).toBeNull();
    expect(family("weight", [64, 4, 3, 3])).toBeNull();
  });
});
