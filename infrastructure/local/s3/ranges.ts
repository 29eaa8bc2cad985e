import { S3Error } from "@/infrastructure/local/s3/errors";

/** Both ends are included, as in HTTP. */
export interface ByteRange {
  first: number;
  last: number;
}

/**
 * The one range that a `Range` header asks for; undefined where there is none or its form is
 * unknown, which means the whole object. Throws InvalidRange.
 * Source: RFC 9110, section 14.1.2
 */
export function parseRange(header: string | undefined, sizeBytes: number): ByteRange | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  if (!match || (!match[1] && !match[2])) return undefined;
  const [, firstText, lastText] = match;

  const range = firstText
    ? { first: Number(firstText), last: Math.min(Number(lastText || Infinity), sizeBytes - 1) }
    : { first: Math.max(sizeBytes - Number(lastText), 0), last: sizeBytes - 1 };
  if (firstText && lastText && Number(lastText) < Number(firstText)) return undefined;
  if (range.first > range.last) {
    throw new S3Error("InvalidRange", undefined, {
      RangeRequested: header ?? "",
      ActualObjectSize: String(sizeBytes),
    });
  }
  return range;
}

/** The range of a copied part, which must lie within its source. Throws InvalidArgument. */
export function parseCopyRange(header: string | undefined, sizeBytes: number): ByteRange {
  if (header === undefined) return { first: 0, last: sizeBytes - 1 };
  const match = /^bytes=(\d+)-(\d+)$/.exec(header);
  const range = { first: Number(match?.[1]), last: Number(match?.[2]) };
  if (!match || range.first > range.last) {
    throw new S3Error(
      "InvalidArgument",
      "The x-amz-copy-source-range value must be of the form bytes=first-last",
    );
  }
  if (range.last >= sizeBytes) {
    throw new S3Error(
      "InvalidArgument",
      `Range specified is not valid for source object of size: ${sizeBytes}`,
    );
  }
  return range;
}
