import { createHash, randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, stat, utimes } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { systemError, userError } from "./engine-error";
import type { JobStore } from "./job-store";

const PARTIAL_AGE_MS_MAX = 3_600_000;

/**
 * Checkpoint files on disk, at most `bytesMax` in all: the least recently used go first. Several
 * workers may share the folder, since files appear whole, by rename.
 */
export class ModelFiles {
  constructor(
    private readonly store: JobStore,
    private readonly folder: string,
    private readonly bytesMax: number,
  ) {}

  /** Name of the file's place in caches; it changes when the bytes do. */
  async keyOf(uri: string): Promise<{ key: string; sizeBytes: number }> {
    const found = await this.store.statObject(uri);
    if (!found) {
      throw userError(
        "model_not_found",
        "The model's file is no longer in storage. Upload it again or choose another model.",
      );
    }
    const key = createHash("sha256").update(`${uri}\n${found.version}`).digest("hex").slice(0, 32);
    return { key, sizeBytes: found.sizeBytes };
  }

  /** The file's bytes, from disk or, on first use, from storage. */
  async read(uri: string, { key, sizeBytes }: { key: string; sizeBytes: number }) {
    const file = path.join(this.folder, `${key}.safetensors`);
    const onDisk = await stat(file).catch(() => null);
    if (onDisk?.size === sizeBytes) {
      await utimes(file, new Date(), new Date());
      return { bytes: await readFile(file), source: "disk" as const };
    }
    await mkdir(this.folder, { recursive: true });
    await this.download(uri, file, sizeBytes);
    const bytes = await readFile(file);
    await this.evict(path.basename(file));
    return { bytes, source: "s3" as const };
  }

  private async download(uri: string, file: string, sizeBytes: number) {
    const partial = `${file}.${randomUUID()}.part`;
    try {
      await pipeline(await this.store.readObject(uri), createWriteStream(partial));
      const { size } = await stat(partial);
      if (size !== sizeBytes) {
        throw systemError(
          "storage_unavailable",
          `Storage sent ${size} of the model's ${sizeBytes} bytes. Try again in a moment.`,
        );
      }
      await rename(partial, file);
    } finally {
      await rm(partial, { force: true });
    }
  }

  private async evict(inUse: string) {
    const files = await this.list();
    let total = files.reduce((sum, { size }) => sum + size, 0);
    for (const { name, size, usedAtMs } of files) {
      const isAbandoned = name.endsWith(".part") && Date.now() - usedAtMs > PARTIAL_AGE_MS_MAX;
      const isSpare = name.endsWith(".safetensors") && name !== inUse && total > this.bytesMax;
      if (!isAbandoned && !isSpare) continue;
      await rm(path.join(this.folder, name), { force: true });
      total -= size;
    }
  }

  /** Files of the folder, least recently used first. */
  private async list() {
    const names = await readdir(this.folder);
    const files = await Promise.all(
      names.map(async (name) => {
        // Another worker may have removed it meanwhile.
        const found = await stat(path.join(this.folder, name)).catch(() => null);
        return found ? [{ name, size: found.size, usedAtMs: found.mtimeMs }] : [];
      }),
    );
    return files.flat().sort((a, b) => a.usedAtMs - b.usedAtMs);
  }
}
