import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { ClassicLevel } from "classic-level";
import { PlainError } from "./plain-error";

export interface DataFolder {
  path: string;
  logDir: string;
  /** Lets another process have it. */
  release(): Promise<void>;
}

/**
 * Takes the data folder for this process alone. The lock is the operating system's, by way of
 * LevelDB: it cannot outlive the process, however that ends. Throws PlainError.
 */
export async function takeDataFolder(path: string): Promise<DataFolder> {
  const logDir = join(path, "log");
  await mkdir(logDir, { recursive: true, mode: 0o700 });
  const lock = new ClassicLevel(join(path, "lock"));
  try {
    await lock.open();
  } catch (cause) {
    if (!isLocked(cause)) throw cause;
    throw new PlainError(
      `Atelier is running already with the data in ${path}. Stop it first, or set ATELIER_DATA_DIR to another folder.`,
      { cause },
    );
  }
  return { path, logDir, release: () => lock.close() };
}

const isLocked = (error: unknown): boolean =>
  error instanceof Error &&
  error.cause instanceof Error &&
  "code" in error.cause &&
  error.cause.code === "LEVEL_LOCKED";
