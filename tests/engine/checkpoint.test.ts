import { readFile } from "node:fs/promises";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { readCheckpoint } from "@/infrastructure/local/engine/checkpoint";
import { EngineError } from "@/infrastructure/local/engine/engine-error";
import { DEFAULT_CHECKPOINT } from "@/infrastructure/local/engine/weights";
import type { TensorEntry } from "@/lib/rules/safetensors";

interface Tensor {
  name: string;
  dtype: string;
  shape: number[];
  bytes: Buffer;
}

vi.setConfig({ testTimeout: 120_000 });

let original: Buffer;
beforeAll(async () => {
  original = await readFile(DEFAULT_CHECKPOINT.path);
});

function tensorsOf(file: Buffer): Tensor[] {
  const length = Number(file.readBigUInt64LE());
  const { __metadata__, ...entries } = JSON.parse(file.toString("utf8", 8, 8 + length));
  return Object.entries(entries as Record<string, TensorEntry>).map(
    ([
      name,
      {
        dtype,
        shape,
        data_offsets: [begin, end],
      },
    ]) => ({
      name,
      dtype,
      shape,
      bytes: file.subarray(8 + length + begin, 8 + length + end),
    }),
  );
}

function fileOf(tensors: readonly Tensor[]): Buffer {
  let offset = 0;
  const entries = tensors.map(({ name, dtype, shape, bytes }) => {
    const begin = offset;
    offset += bytes.length;
    const data_offsets = [begin, offset];
    return [name, { dtype, shape, data_offsets }];
  });
  const header = Buffer.from(JSON.stringify(Object.fromEntries(entries)));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, header, ...tensors.map(({ bytes }) => bytes)]);
}

const change = (file: Buffer, name: string, edit: (tensor: Tensor) => Tensor | null) =>
  fileOf(
    tensorsOf(file).flatMap((tensor) => (tensor.name === name ? (edit(tensor) ?? []) : tensor)),
  );

/** The same numbers as float32. */
function widened(tensor: Tensor): Tensor {
  const bytes = Buffer.alloc(tensor.bytes.length * 2);
  for (let i = 0; i < tensor.bytes.length / 2; i += 1) {
    const bits = tensor.bytes.readUInt16LE(2 * i);
    const [exponent, fraction] = [(bits >> 10) & 31, bits & 1023];
    const size =
      exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15);
    bytes.writeFloatLE(bits & 0x8000 ? -size : size, 4 * i);
  }
  return { ...tensor, dtype: "F32", bytes };
}

function refusal(file: Buffer): string {
  try {
    readCheckpoint(file);
  } catch (error) {
    if (error instanceof EngineError) {
      expect(error.failure).toMatchObject({ code: "model_unreadable", blame: "user" });
      return error.failure.message;
    }
    throw error;
  }
  throw new Error("The checkpoint was accepted.");
}

const BIAS = "unet.conv_in.bias";

describe("a checkpoint", () => {
  it("may be float32 and in any order", () => {
    const other = fileOf(tensorsOf(original).map(widened).reverse());
    const [expected, found] = [readCheckpoint(original), readCheckpoint(other)];
    for (const name of ["text", "unet", "vae_decoder"] as const) {
      expect(
        Buffer.from(found.weights[name].buffer).equals(Buffer.from(expected.weights[name].buffer)),
      ).toBe(true);
    }
    expect(found.sha256).not.toBe(expected.sha256);
  });

  it("may be bfloat16", () => {
    const file = change(original, BIAS, (tensor) => {
      const bytes = Buffer.alloc(tensor.bytes.length);
      for (let i = 0; i < bytes.length; i += 2) bytes.writeUInt16LE(0xbfc0, i);
      return { ...tensor, dtype: "BF16", bytes };
    });
    expect(readCheckpoint(file).weights.unet).toContain(-1.5);
  });

  it("may lack what no graph uses", () => {
    expect(() =>
      readCheckpoint(change(original, "vae.encoder.n.1.bias", () => null)),
    ).not.toThrow();
  });
});

describe("a file is refused in a sentence", () => {
  it.each<[what: string, file: () => Buffer, says: RegExp]>([
    ["nothing at all", () => Buffer.alloc(0), /too short/],
    ["cut off in its header", () => original.subarray(0, 1000), /cut off inside its header/],
    ["cut off in its data", () => original.subarray(0, 9_000_000), /cut off.*bytes are missing/],
    ["too long", () => Buffer.concat([original, Buffer.alloc(3)]), /3 bytes that no tensor owns/],
    ["garbage", () => Buffer.alloc(4096, "garbage!"), /not safetensors/],
    ["a pickle", () => Buffer.from("\x80\x02}q\x00X\x01\x00", "latin1"), /pickle/],
    ["a zip of pickles", () => Buffer.from("PK\x03\x04aaaaaaaaaaaa", "latin1"), /zip archive/],
    [
      "of another family",
      () => change(original, BIAS, () => null),
      /no tensor unet\.conv_in\.bias/,
    ],
    [
      "of another width",
      () => change(original, BIAS, (t) => ({ ...t, shape: [32], bytes: t.bytes.subarray(0, 64) })),
      /shape \[32\] where the tiny engine needs \[64\]/,
    ],
    [
      "of whole numbers",
      () => change(original, BIAS, (t) => ({ ...t, dtype: "I16" })),
      /stored as I16/,
    ],
    [
      "of infinite numbers",
      () => change(original, BIAS, (t) => ({ ...t, bytes: Buffer.alloc(t.bytes.length, 0x7c) })),
      /not finite/,
    ],
  ])("%s", (_, file, says) => {
    expect(refusal(file())).toMatch(says);
  });
});
