/**
 * The safetensors header: eight bytes of length (little endian), then JSON that names each tensor
 * with dtype, shape and byte range. Source: huggingface/safetensors README, section Format.
 */

const DTYPE_BITS: Record<string, number> = {
  BOOL: 8,
  U8: 8,
  I8: 8,
  F8_E4M3: 8,
  F8_E5M2: 8,
  F8_E8M0: 8,
  I16: 16,
  U16: 16,
  F16: 16,
  BF16: 16,
  I32: 32,
  U32: 32,
  F32: 32,
  I64: 64,
  U64: 64,
  F64: 64,
};

/** The reference implementation's own limit; a longer header is an attack or an accident. */
export const HEADER_BYTES_MAX = 100_000_000;

export interface TensorEntry {
  dtype: string;
  shape: number[];
  data_offsets: [number, number];
}

export type HeaderReading =
  | { ok: true; tensors: Map<string, TensorEntry>; metadata: Record<string, string> }
  | { ok: false; problem: string };

const refused = (problem: string): HeaderReading => ({ ok: false, problem });
const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;

/** Length of the JSON header from the file's first eight bytes, or what is wrong with it. */
export function headerLength(
  first8: Uint8Array,
  fileSizeBytes: number,
): number | { problem: string } {
  if (first8[0] === 0x80)
    return { problem: "This is a pickle file, not safetensors. Convert it first." };
  if (first8[0] === 0x50 && first8[1] === 0x4b) {
    return {
      problem: "This is a zip archive (a .ckpt or .pt file), not safetensors. Convert it first.",
    };
  }
  if (first8.length < 8) return { problem: "The file is too short to be safetensors." };
  const view = new DataView(first8.buffer, first8.byteOffset, 8);
  const length = view.getBigUint64(0, true);
  if (length > BigInt(HEADER_BYTES_MAX))
    return { problem: "The file is not safetensors: its header has no sensible length." };
  if (length + 8n > BigInt(fileSizeBytes))
    return { problem: "The file is cut off inside its header. Upload it again." };
  return Number(length);
}

function entryProblem(name: string, entry: unknown): string | null {
  const { dtype, shape, data_offsets } = (entry ?? {}) as Partial<TensorEntry>;
  const bits = Object.hasOwn(DTYPE_BITS, dtype ?? "") ? DTYPE_BITS[dtype ?? ""] : undefined;
  if (bits === undefined) return `Tensor ${name} has the unknown type ${String(dtype)}.`;
  if (!Array.isArray(shape) || !shape.every(isCount)) return `Tensor ${name} has no valid shape.`;
  if (!Array.isArray(data_offsets) || data_offsets.length !== 2 || !data_offsets.every(isCount)) {
    return `Tensor ${name} has no valid byte range.`;
  }
  const bytes = (shape.reduce((product, edge) => product * edge, 1) * bits) / 8;
  const [begin, end] = data_offsets;
  return end - begin === bytes
    ? null
    : `Tensor ${name} has ${end - begin} bytes where its shape needs ${bytes}.`;
}

function coverageProblem(tensors: Map<string, TensorEntry>, dataBytes: number): string | null {
  const inOrder = [...tensors].sort(([, a], [, b]) => a.data_offsets[0] - b.data_offsets[0]);
  let position = 0;
  for (const [name, { data_offsets }] of inOrder) {
    if (data_offsets[0] !== position) {
      return `Tensor ${name} begins at byte ${data_offsets[0]} where ${position} was expected.`;
    }
    position = data_offsets[1];
  }
  if (position > dataBytes)
    return `The file is cut off: ${position - dataBytes} bytes are missing. Upload it again.`;
  return position < dataBytes
    ? `The file has ${dataBytes - position} bytes that no tensor owns.`
    : null;
}

/** Keys of the top-level object as written; JSON.parse would silently keep the last of a repeated one. */
function repeatedKey(json: string): string | null {
  const seen = new Set<string>();
  let depth = 0;
  for (const match of json.matchAll(/"((?:[^"\\]|\\.)*)"(\s*:)?|[{}[\]]/g)) {
    const token = match[0];
    if (token === "{" || token === "[") depth += 1;
    else if (token === "}" || token === "]") depth -= 1;
    else if (depth === 1 && match[2]) {
      if (seen.has(match[1]!)) return match[1]!;
      seen.add(match[1]!);
    }
  }
  return null;
}

/**
 * Read and check a header.
 *
 * @param json the header's text
 * @param dataBytes size of the file after the header
 */
export function readHeader(json: string, dataBytes: number): HeaderReading {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    return refused("The file is not safetensors: its header cannot be read.");
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    return refused("The file is not safetensors: its header is not an object.");
  }
  const twice = repeatedKey(json);
  if (twice !== null) return refused(`The header names ${twice} twice.`);
  const { __metadata__: metadata = {}, ...entries } = parsed as Record<string, unknown>;
  for (const [name, entry] of Object.entries(entries)) {
    const problem = entryProblem(name, entry);
    if (problem) return refused(problem);
  }
  const tensors = new Map(Object.entries(entries as Record<string, TensorEntry>));
  if (tensors.size === 0) return refused("The file holds no tensors.");
  const problem = coverageProblem(tensors, dataBytes);
  if (problem) return refused(problem);
  return { ok: true, tensors, metadata: metadata as Record<string, string> };
}

/** Shapes that mark a checkpoint of a family; further families come with the engines that run them. */
const FAMILY_MARKS: { family: string; tensor: string; shape: readonly number[] }[] = [
  { family: "tiny", tensor: "unet.conv_in.weight", shape: [64, 4, 3, 3] },
  {
    family: "sd1",
    tensor: "cond_stage_model.transformer.text_model.embeddings.token_embedding.weight",
    shape: [49408, 768],
  },
  { family: "sd2", tensor: "cond_stage_model.model.token_embedding.weight", shape: [49408, 1024] },
  {
    family: "sdxl",
    tensor: "conditioner.embedders.1.model.token_embedding.weight",
    shape: [49408, 1280],
  },
];

/** The family that a checkpoint belongs to, or null when its tensors are not of a known one. */
export function familyOf(tensors: Map<string, TensorEntry>): string | null {
  const mark = FAMILY_MARKS.find(({ tensor, shape }) => {
    const found = tensors.get(tensor)?.shape;
    return found?.length === shape.length && found.every((edge, axis) => edge === shape[axis]);
  });
  return mark?.family ?? null;
}
