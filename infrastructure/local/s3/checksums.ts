import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { createCRC32, createCRC64, type IHasher } from "hash-wasm";

/** Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html */
export const CHECKSUM_ALGORITHMS = ["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"] as const;
export type ChecksumAlgorithm = (typeof CHECKSUM_ALGORITHMS)[number];

/** `value` is base64, with `-n` behind it where it is composed of the checksums of n parts. */
export interface StoredChecksum {
  algorithm: ChecksumAlgorithm;
  value: string;
  type: "FULL_OBJECT" | "COMPOSITE";
}

export interface RunningChecksum {
  update(chunk: Uint8Array): void;
  digest(): Buffer;
}

const DIGEST_BYTES: Record<ChecksumAlgorithm, number> = {
  CRC32: 4,
  CRC32C: 4,
  CRC64NVME: 8,
  SHA1: 20,
  SHA256: 32,
};

/** The reversed Castagnoli polynomial (RFC 3720, appendix B.4). */
const CRC32C_POLYNOMIAL = 0x82f63b78;
/** The reversed polynomial of NVM Express's 64-bit CRC (NVM command set 1.0, 5.2.1.3.4). */
const CRC64NVME_POLYNOMIAL = "9a6c9329ac4bc9b5";

export async function startChecksum(algorithm: ChecksumAlgorithm): Promise<RunningChecksum> {
  switch (algorithm) {
    case "CRC32":
      return startCrc32();
    case "CRC32C":
      return fromHasher(await createCRC32(CRC32C_POLYNOMIAL));
    case "CRC64NVME":
      return fromHasher(await createCRC64(CRC64NVME_POLYNOMIAL));
    case "SHA1":
      return createHash("sha1");
    case "SHA256":
      return createHash("sha256");
  }
}

function startCrc32(): RunningChecksum {
  let value = 0;
  return {
    update(chunk) {
      value = crc32(chunk, value);
    },
    digest() {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(value);
      return bytes;
    },
  };
}

function fromHasher(hasher: IHasher): RunningChecksum {
  hasher.init();
  return {
    update: (chunk) => void hasher.update(chunk),
    digest: () => Buffer.from(hasher.digest("binary")),
  };
}

export const checksumHeader = (algorithm: ChecksumAlgorithm): string =>
  `x-amz-checksum-${algorithm.toLowerCase()}`;

/** The name of the checksum's element in XML, `ChecksumCRC32` for example. */
export const checksumElement = (algorithm: ChecksumAlgorithm): string => `Checksum${algorithm}`;

export const isChecksumValue = (algorithm: ChecksumAlgorithm, value: string): boolean =>
  Buffer.from(value, "base64").length === DIGEST_BYTES[algorithm] &&
  Buffer.from(value, "base64").toString("base64") === value;

export const findAlgorithm = (name: string): ChecksumAlgorithm | undefined =>
  CHECKSUM_ALGORITHMS.find((algorithm) => algorithm === name.toUpperCase());

/** The checksum of a multipart object: the checksum of its parts' checksums, and their count. */
export async function composeChecksum(
  algorithm: ChecksumAlgorithm,
  partValues: string[],
): Promise<StoredChecksum> {
  const running = await startChecksum(algorithm);
  for (const value of partValues) running.update(Buffer.from(value, "base64"));
  const value = `${running.digest().toString("base64")}-${partValues.length}`;
  return { algorithm, value, type: "COMPOSITE" };
}
