import { createHash } from "node:crypto";
import { headerLength, readHeader, type TensorEntry } from "@/lib/rules/safetensors";
import { CONFIGURATION, GRAPH_NAMES, type GraphName, type TensorPlace } from "./configuration";
import { userError } from "./engine-error";

/** Weights of each graph, float32 in the order that the graph expects. */
export interface Checkpoint {
  weights: Record<GraphName, Float32Array>;
  sha256: string;
}

const unreadable = (problem: string) => userError("model_unreadable", problem);

/** Every half-precision number as float32, by its bits. */
const FLOAT_BY_HALF = Float32Array.from({ length: 0x10000 }, (_, bits) => {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
});

/** Numbers of `bytes`, which start at a multiple of their size, written into `target`. */
type Widen = (bytes: ArrayBuffer, target: Float32Array) => void;

const WIDEN: Record<string, Widen> = {
  F16: (bytes, target) => {
    const halves = new Uint16Array(bytes);
    for (let i = 0; i < target.length; i += 1) target[i] = FLOAT_BY_HALF[halves[i]!]!;
  },
  BF16: (bytes, target) => {
    const upperHalves = new Uint16Array(bytes);
    const bits = new Uint32Array(target.buffer, target.byteOffset, target.length);
    for (let i = 0; i < bits.length; i += 1) bits[i] = upperHalves[i]! << 16;
  },
  F32: (bytes, target) => target.set(new Float32Array(bytes)),
};

/** A sum is finite exactly when all its terms are, as long as it cannot overflow: in float64. */
function isAllFinite(numbers: Float32Array) {
  let sum = 0;
  for (let i = 0; i < numbers.length; i += 1) sum += numbers[i]!;
  return Number.isFinite(sum);
}

function readTensors(file: Buffer) {
  const length = headerLength(file.subarray(0, 8), file.length);
  if (typeof length !== "number") throw unreadable(length.problem);
  const dataStart = 8 + length;
  const reading = readHeader(file.toString("utf8", 8, dataStart), file.length - dataStart);
  if (!reading.ok) throw unreadable(reading.problem);
  return { tensors: reading.tensors, dataStart };
}

function findTensor(tensors: ReadonlyMap<string, TensorEntry>, place: TensorPlace) {
  const entry = tensors.get(place.name);
  if (!entry) {
    throw unreadable(
      `This checkpoint is not of the tiny family: it has no tensor ${place.name}. Choose another model.`,
    );
  }
  if (entry.shape.join() !== place.shape.join()) {
    throw unreadable(
      `Tensor ${place.name} has the shape [${entry.shape.join(", ")}] where the tiny engine needs [${place.shape.join(", ")}]. Choose another model.`,
    );
  }
  const widen = WIDEN[entry.dtype];
  if (!widen) {
    throw unreadable(
      `Tensor ${place.name} is stored as ${entry.dtype}. Save the checkpoint as F16, BF16 or F32.`,
    );
  }
  return { entry, widen };
}

function readGraphWeights(
  file: Buffer,
  { tensors, dataStart }: ReturnType<typeof readTensors>,
  places: readonly TensorPlace[],
) {
  const sizeOf = ({ shape }: TensorPlace) => shape.reduce((product, edge) => product * edge, 1);
  const total = places.reduce((sum, place) => sum + sizeOf(place), 0);
  const weights = new Float32Array(total);
  for (const place of places) {
    const { entry, widen } = findTensor(tensors, place);
    const begin = file.byteOffset + dataStart + entry.data_offsets[0];
    const byteLength = entry.data_offsets[1] - entry.data_offsets[0];
    const target = weights.subarray(place.offset / 4, place.offset / 4 + sizeOf(place));
    // The slice aligns the bytes; all of safetensors, like every machine Node runs on, is little endian.
    widen(file.buffer.slice(begin, begin + byteLength) as ArrayBuffer, target);
    if (!isAllFinite(target)) {
      throw unreadable(
        `Tensor ${place.name} holds numbers that are not finite: the training went wrong. Choose another model.`,
      );
    }
  }
  return weights;
}

/**
 * Read any safetensors file that has the tiny model's tensors, in any order and float type.
 *
 * @throws EngineError `model_unreadable`, saying what is wrong with the file
 */
export function readCheckpoint(file: Buffer): Checkpoint {
  const contents = readTensors(file);
  const entries = GRAPH_NAMES.map(
    (name) => [name, readGraphWeights(file, contents, CONFIGURATION.graphs[name])] as const,
  );
  return {
    // The entries cover GRAPH_NAMES one by one.
    weights: Object.fromEntries(entries) as Record<GraphName, Float32Array>,
    sha256: createHash("sha256").update(file).digest("hex"),
  };
}
