import type { ModelKind } from "@/lib/contract/models";
import type { Context } from "@/lib/ports/ports";
import { familyOf, headerLength, readHeader } from "@/lib/rules/safetensors";

export type FileReading =
  | { ok: true; family: string | null; tensorCount: number }
  | { ok: false; problem: string };

const LENGTH_BYTES = 8;

/**
 * Check a model's file by its header alone: a checkpoint of many GiB costs two small reads.
 *
 * @param sizeBytes what was announced
 */
export async function checkFile(
  { objects }: Pick<Context<"objects">, "objects">,
  { key, kind, sizeBytes }: { key: string; kind: ModelKind; sizeBytes: number },
): Promise<FileReading> {
  const stored = await objects.sizeBytes(key);
  if (stored !== sizeBytes) {
    const problem = `The file arrived with ${stored ?? 0} bytes where ${sizeBytes} were announced. Upload it again.`;
    return { ok: false, problem };
  }
  const length = headerLength(
    await objects.readRange(key, 0, Math.min(LENGTH_BYTES, sizeBytes)),
    sizeBytes,
  );
  if (typeof length !== "number") return { ok: false, ...length };
  const header = await objects.readRange(key, LENGTH_BYTES, LENGTH_BYTES + length);
  return readTensors(decodeUtf8(header), sizeBytes - LENGTH_BYTES - length, kind);
}

function decodeUtf8(bytes: Uint8Array) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    // Not JSON either; the reader says so in its own words.
    return "";
  }
}

function readTensors(json: string, dataBytes: number, kind: ModelKind): FileReading {
  const reading = readHeader(json, dataBytes);
  if (!reading.ok) return reading;
  const family = familyOf(reading.tensors);
  if (kind === "checkpoint" && family === null) {
    const problem =
      "This is a safetensors file, but not a checkpoint of a family that is known here.";
    return { ok: false, problem };
  }
  return { ok: true, family, tensorCount: reading.tensors.size };
}
