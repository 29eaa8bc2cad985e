import { MODEL_SIZE_BYTES_MAX } from "@/lib/contract/models";
import { headerLength, readHeader } from "@/lib/rules/safetensors";

/** Why a file is not sent: a reason the console words itself, or a sentence of the format's reader. */
export type FileProblem =
  | { reason: "extension" | "empty" | "tooLarge" | "unreadable" }
  | { reason: "format"; message: string };

const EXTENSION = /\.safetensors$/i;
const NAME_CHARACTERS_MAX = 80;
const LENGTH_BYTES = 8;

/** A model name that people can read, from the name of its file. */
export function modelNameFrom(fileName: string): string {
  const words = fileName
    .replace(EXTENSION, "")
    .replace(/[_\s\p{Cc}/\\]+/gu, " ")
    .trim();
  return words.slice(0, NAME_CHARACTERS_MAX).trim() || "model";
}

function outsideProblem({ name, size }: File): FileProblem | null {
  if (!EXTENSION.test(name)) return { reason: "extension" };
  if (size === 0) return { reason: "empty" };
  return size > MODEL_SIZE_BYTES_MAX ? { reason: "tooLarge" } : null;
}

async function headerProblem(file: File): Promise<FileProblem | null> {
  const first8 = new Uint8Array(await file.slice(0, LENGTH_BYTES).arrayBuffer());
  const length = headerLength(first8, file.size);
  if (typeof length !== "number") return { reason: "format", message: length.problem };
  const json = await file.slice(LENGTH_BYTES, LENGTH_BYTES + length).text();
  const reading = readHeader(json, file.size - LENGTH_BYTES - length);
  return reading.ok ? null : { reason: "format", message: reading.problem };
}

/** What is wrong with a file, found before a byte of it is sent; null when it may be uploaded. */
export async function fileProblem(file: File): Promise<FileProblem | null> {
  const outside = outsideProblem(file);
  if (outside) return outside;
  try {
    return await headerProblem(file);
  } catch {
    // The browser refuses to read: the file was moved, or is on a drive that is gone.
    return { reason: "unreadable" };
  }
}
