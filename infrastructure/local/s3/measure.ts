import { createHash } from "node:crypto";
import {
  type ChecksumAlgorithm,
  type RunningChecksum,
  type StoredChecksum,
  startChecksum,
} from "@/infrastructure/local/s3/checksums";

/** What a run of bytes turned out to be. */
export interface Measured {
  sizeBytes: number;
  md5Hex: string;
  /** Absent where no algorithm was named. */
  checksum?: StoredChecksum;
}

/** Counts and hashes bytes as they pass. */
export class Measure {
  private sizeBytes = 0;
  private readonly md5 = createHash("md5");

  private constructor(
    private readonly algorithm: ChecksumAlgorithm | undefined,
    private readonly running: RunningChecksum | undefined,
  ) {}

  static async start(algorithm: ChecksumAlgorithm | undefined): Promise<Measure> {
    return new Measure(algorithm, algorithm && (await startChecksum(algorithm)));
  }

  /** Adds a chunk and returns the size so far. */
  update(chunk: Uint8Array): number {
    this.md5.update(chunk);
    this.running?.update(chunk);
    this.sizeBytes += chunk.length;
    return this.sizeBytes;
  }

  finish(): Measured {
    const { algorithm, running, sizeBytes } = this;
    return {
      sizeBytes,
      md5Hex: this.md5.digest("hex"),
      checksum:
        algorithm && running
          ? { algorithm, value: running.digest().toString("base64"), type: "FULL_OBJECT" }
          : undefined,
    };
  }
}
