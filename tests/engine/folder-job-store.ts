import { createReadStream } from "node:fs";
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import type { JobStore, ObjectHeaders } from "@/infrastructure/local/engine/job-store";

/** Objects as files of a folder, so that engine tests need no server. */
export class FolderJobStore implements JobStore {
  /** Headers of what was written, by URI. */
  readonly headers = new Map<string, ObjectHeaders>();
  /** Called after each write; tests use it to act in the middle of a job. */
  onPut: (uri: string) => void = () => undefined;

  constructor(private readonly folder: string) {}

  private fileOf(uri: string) {
    return path.join(this.folder, uri.slice("s3://".length));
  }

  async statObject(uri: string) {
    const found = await stat(this.fileOf(uri)).catch(() => null);
    return found && { sizeBytes: found.size, version: `${found.mtimeMs}-${found.size}` };
  }

  async readObject(uri: string) {
    return createReadStream(this.fileOf(uri));
  }

  async putObject(uri: string, body: Buffer | string, headers: ObjectHeaders) {
    await mkdir(path.dirname(this.fileOf(uri)), { recursive: true });
    await writeFile(this.fileOf(uri), body);
    this.headers.set(uri, headers);
    this.onPut(uri);
  }

  read(uri: string): Promise<Buffer> {
    return readFile(this.fileOf(uri));
  }
}
