import { fileURLToPath } from "node:url";

const inFolder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Folder of the graphs and of what training fixed: `tiny.json`. */
export const WEIGHTS_FOLDER = inFolder("weights");

/** The checkpoint that comes with the product. */
export const DEFAULT_CHECKPOINT = {
  name: "tiny",
  path: inFolder("weights/tiny.safetensors"),
} as const;

/** The worker's process entry, to run with `node --import tsx`. */
export const WORKER_ENTRY = inFolder("worker.ts");

/** Goes into results and pictures; raise it when the same request would give other bytes. */
export const ENGINE_VERSION = { name: "tiny", version: "0.1.0" } as const;
