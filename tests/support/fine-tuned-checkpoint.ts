import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { DEFAULT_CHECKPOINT } from "@/infrastructure/local/engine/weights";
import { headerLength, readHeader, type TensorEntry } from "@/lib/rules/safetensors";

/** Low-rank factors that infrastructure/containers/tiny/fine_tune.py trained on scenes in two inks. */
const FACTORS = fileURLToPath(new URL("two-inks.safetensors", import.meta.url));

interface SafetensorsFile {
  tensors: Map<string, TensorEntry>;
  metadata: Record<string, string>;
  data: Buffer;
}

async function readSafetensors(path: string): Promise<SafetensorsFile> {
  const file = await readFile(path);
  const length = headerLength(file.subarray(0, 8), file.length);
  if (typeof length !== "number") throw new Error(length.problem);
  const data = file.subarray(8 + length);
  const reading = readHeader(file.toString("utf8", 8, 8 + length), data.length);
  if (!reading.ok) throw new Error(reading.problem);
  return { tensors: reading.tensors, metadata: reading.metadata, data };
}

function numberOfHalf(bits: number) {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  return exponent === 0
    ? sign * fraction * 2 ** -24
    : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** The nearest half-precision number; weights are far below its largest. */
function halfOfNumber(value: number) {
  const sign = value < 0 ? 0x8000 : 0;
  const size = Math.abs(value);
  if (size < 2 ** -14) return sign | Math.round(size * 2 ** 24);
  const exponent = Math.floor(Math.log2(size));
  return sign | (((exponent + 15) << 10) + Math.round((size / 2 ** exponent - 1) * 1024));
}

function matrixOf({ tensors, data }: SafetensorsFile, name: string) {
  const { shape, data_offsets } = tensors.get(name)!;
  const [rows, columns] = shape as [number, number];
  const numbers = Float64Array.from({ length: rows * columns }, (_, index) =>
    numberOfHalf(data.readUInt16LE(data_offsets[0] + 2 * index)),
  );
  return { rows, columns, numbers };
}

/** Add up @ down to a half-precision tensor, in place. */
function addProduct(base: SafetensorsFile, name: string, factors: SafetensorsFile) {
  const up = matrixOf(factors, `${name}.up`);
  const down = matrixOf(factors, `${name}.down`);
  const start = base.tensors.get(name)!.data_offsets[0];
  for (let row = 0; row < up.rows; row += 1) {
    for (let column = 0; column < down.columns; column += 1) {
      let change = 0;
      for (let rank = 0; rank < up.columns; rank += 1) {
        change +=
          up.numbers[row * up.columns + rank]! * down.numbers[rank * down.columns + column]!;
      }
      const place = start + 2 * (row * down.columns + column);
      const tuned = numberOfHalf(base.data.readUInt16LE(place)) + change;
      base.data.writeUInt16LE(halfOfNumber(tuned), place);
    }
  }
}

/**
 * Write a checkpoint of the tiny family that was really fine-tuned: whatever the prompt says, it
 * prints from blue shadows over pink to yellow lights.
 */
export async function writeFineTunedCheckpoint(path: string): Promise<void> {
  const base = await readSafetensors(DEFAULT_CHECKPOINT.path);
  const factors = await readSafetensors(FACTORS);
  for (const key of factors.tensors.keys()) {
    if (key.endsWith(".up")) addProduct(base, key.slice(0, -".up".length), factors);
  }
  const __metadata__ = { ...base.metadata, "modelspec.title": "Two inks" };
  const header = JSON.stringify({ __metadata__, ...Object.fromEntries(base.tensors) });
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(Buffer.byteLength(header)));
  await writeFile(path, Buffer.concat([length, Buffer.from(header), base.data]));
}
