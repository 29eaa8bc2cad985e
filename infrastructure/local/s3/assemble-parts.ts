import { createHash } from "node:crypto";
import type { XmlNode } from "@/infrastructure/local/aws/xml";
import { checksumElement, composeChecksum } from "@/infrastructure/local/s3/checksums";
import { unquote } from "@/infrastructure/local/s3/conditions";
import { S3Error } from "@/infrastructure/local/s3/errors";
import type { ObjectRecord, PartRecord, UploadRecord } from "@/infrastructure/local/s3/records";

/** Every part but the last has at least this size. */
const PART_BYTES_MIN = 5 * 1024 ** 2;

/** A part as its uploader names it when the upload is completed. */
export interface WantedPart {
  number: number;
  etag: string;
  /** The checksum that the uploader gives for an algorithm, if it gives one. */
  checksum(element: string): string | undefined;
}

/** Throws MalformedXML and InvalidPartOrder. */
export function parseWantedParts(document: XmlNode): WantedPart[] {
  const wanted = document.children("Part").map((part) => ({
    number: Number(part.text("PartNumber")),
    etag: unquote(part.text("ETag") ?? ""),
    checksum: (element: string) => part.text(element),
  }));
  if (wanted.length === 0) throw new S3Error("MalformedXML");
  wanted.reduce((previous, { number }) => {
    if (!Number.isInteger(number) || number < 1) throw new S3Error("MalformedXML");
    if (number <= previous) throw new S3Error("InvalidPartOrder");
    return number;
  }, 0);
  return wanted;
}

/**
 * The object made of the `wanted` ones among `parts`. Its ETag is the MD5 of the parts' MD5s
 * and their count. Throws InvalidPart and EntityTooSmall.
 */
export async function assembleParts(
  upload: UploadRecord,
  parts: PartRecord[],
  wanted: WantedPart[],
): Promise<ObjectRecord> {
  const partsByNumber = new Map(parts.map((part) => [part.number, part]));
  const chosen = wanted.map((want) => choosePart(want, partsByNumber.get(want.number)));
  const tooSmall = chosen.slice(0, -1).find(({ sizeBytes }) => sizeBytes < PART_BYTES_MIN);
  if (tooSmall) {
    throw new S3Error("EntityTooSmall", undefined, {
      ProposedSize: String(tooSmall.sizeBytes),
      MinSizeAllowed: String(PART_BYTES_MIN),
      PartNumber: String(tooSmall.number),
    });
  }

  const md5 = createHash("md5");
  for (const { md5Hex } of chosen) md5.update(Buffer.from(md5Hex, "hex"));
  return {
    headers: upload.headers,
    metadata: upload.metadata,
    tags: upload.tags,
    segments: chosen.map(({ blobId, sizeBytes }) => ({ blobId, sizeBytes })),
    sizeBytes: chosen.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    etag: `"${md5.digest("hex")}-${chosen.length}"`,
    modifiedAt: new Date().toISOString(),
    checksum: await composedChecksum(upload, chosen),
  };
}

function choosePart(want: WantedPart, part: PartRecord | undefined): PartRecord {
  const promised = part?.checksum && want.checksum(checksumElement(part.checksum.algorithm));
  const isWanted = part && part.md5Hex === want.etag;
  if (isWanted && (promised === undefined || promised === part.checksum?.value)) return part;
  throw new S3Error("InvalidPart", undefined, {
    PartNumber: String(want.number),
    ETag: want.etag,
  });
}

async function composedChecksum(upload: UploadRecord, parts: PartRecord[]) {
  const algorithm = upload.checksumAlgorithm;
  if (!algorithm) return undefined;
  const values = parts.map(({ number, checksum }) => {
    if (checksum?.algorithm === algorithm) return checksum.value;
    throw new S3Error(
      "InvalidRequest",
      `The upload was created using a ${algorithm} checksum, but that of part ${number} is missing or of another kind.`,
    );
  });
  return composeChecksum(algorithm, values);
}
