import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { copyFile, link, mkdir, readdir, unlink } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import type { Segment } from "@/infrastructure/local/s3/records";

const READ_BYTES = 1024 * 1024;

/**
 * Immutable files named by UUID. What a caller says never becomes part of a path, and a blob
 * that no record names is not data: the sweep at the next start removes it.
 */
export class Blobs {
  private readonly readersById = new Map<string, number>();
  private readonly doomed = new Set<string>();

  private constructor(private readonly folder: string) {}

  static async open(folder: string): Promise<Blobs> {
    await mkdir(folder, { recursive: true });
    return new Blobs(folder);
  }

  newId(): string {
    return randomUUID();
  }

  path(id: string): string {
    return path.join(this.folder, id);
  }

  /** A second name for the same bytes, so that each record owns its blobs alone. */
  async duplicate(id: string): Promise<string> {
    const duplicateId = this.newId();
    try {
      await link(this.path(id), this.path(duplicateId));
    } catch {
      // Some file systems have no hard links.
      await copyFile(this.path(id), this.path(duplicateId));
    }
    return duplicateId;
  }

  /** Keeps `segments` readable until the returned function is called, even if they are removed. */
  pin(segments: Segment[]): () => void {
    for (const { blobId } of segments) {
      this.readersById.set(blobId, (this.readersById.get(blobId) ?? 0) + 1);
    }
    let released = false;
    return () => {
      if (released) return;
      released = true;
      for (const { blobId } of segments) this.release(blobId);
    };
  }

  private release(id: string): void {
    const readers = (this.readersById.get(id) ?? 0) - 1;
    if (readers > 0) {
      this.readersById.set(id, readers);
      return;
    }
    this.readersById.delete(id);
    if (this.doomed.delete(id)) void this.unlink(id);
  }

  /** Removes blobs that no record names any more; those being read go with their last reader. */
  async remove(segments: Segment[]): Promise<void> {
    for (const { blobId } of segments) {
      if (this.readersById.has(blobId)) this.doomed.add(blobId);
      else await this.unlink(blobId);
    }
  }

  private async unlink(id: string): Promise<void> {
    // A blob that could not be removed wastes space until the next sweep and harms nothing else.
    await unlink(this.path(id)).catch(() => undefined);
  }

  /** Removes every blob that `isNamed` does not know. */
  async sweep(isNamed: (id: string) => boolean): Promise<void> {
    for (const id of await readdir(this.folder)) {
      if (!isNamed(id)) await this.unlink(id);
    }
  }

  /** The bytes from `first` to `last`, both included, of the object made of `segments`. */
  read(segments: Segment[], first: number, last: number): Readable {
    return Readable.from(this.chunks(segments, first, last), { objectMode: false });
  }

  private async *chunks(segments: Segment[], first: number, last: number): AsyncGenerator<Buffer> {
    let offset = 0;
    for (const { blobId, sizeBytes } of segments) {
      const start = Math.max(first - offset, 0);
      const end = Math.min(last - offset, sizeBytes - 1);
      offset += sizeBytes;
      if (start > end) continue;
      yield* createReadStream(this.path(blobId), { start, end, highWaterMark: READ_BYTES });
    }
  }
}
