/** A whole safetensors file: length, header, zeroed data. */
export function safetensors(
  header: Record<string, unknown>,
  { dataBytes = dataBytesOf(header) }: { dataBytes?: number } = {},
): Buffer {
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, Buffer.alloc(dataBytes)]);
}

function dataBytesOf(header: Record<string, unknown>): number {
  const ends = Object.values(header).map(
    (entry) => (entry as { data_offsets?: [number, number] }).data_offsets?.[1] ?? 0,
  );
  return Math.max(0, ...ends);
}

const CONV_IN_BYTES = 64 * 4 * 3 * 3 * 2;

/** The one tensor by which a checkpoint of the tiny family is known. */
export const TINY_HEADER = {
  "unet.conv_in.weight": {
    dtype: "F16",
    shape: [64, 4, 3, 3],
    data_offsets: [0, CONV_IN_BYTES],
  },
};
