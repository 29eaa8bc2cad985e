import { notImplemented, S3Error } from "@/infrastructure/local/s3/errors";
import type { Precondition } from "@/infrastructure/local/s3/object-store";
import type { ObjectRecord } from "@/infrastructure/local/s3/records";
import type { S3Request } from "@/infrastructure/local/s3/request";

/** Whether a reader may have the object, knows it already, or asked for another one. */
export type ReadOutcome = "read" | "not-modified" | "failed";

/**
 * Weighs the four conditions of a read, whose headers start with `prefix`. An ETag outranks a
 * date: RFC 9110, section 13.2.2.
 */
export function readOutcome(
  record: ObjectRecord,
  request: S3Request,
  prefix: "" | "x-amz-copy-source-" = "",
): ReadOutcome {
  const ifMatch = request.header(`${prefix}if-match`);
  const ifUnmodifiedSince = request.header(`${prefix}if-unmodified-since`);
  const ifNoneMatch = request.header(`${prefix}if-none-match`);
  const ifModifiedSince = request.header(`${prefix}if-modified-since`);

  if (ifMatch !== undefined) {
    if (!matchesEtag(ifMatch, record.etag)) return "failed";
  } else if (isModifiedSince(record, ifUnmodifiedSince) === true) {
    return "failed";
  }
  if (ifNoneMatch !== undefined) {
    if (matchesEtag(ifNoneMatch, record.etag)) return "not-modified";
  } else if (isModifiedSince(record, ifModifiedSince) === false) {
    return "not-modified";
  }
  return "read";
}

/**
 * The condition of a write, to be checked in the moment of the commit.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export function writePrecondition(request: S3Request): Precondition {
  const ifNoneMatch = request.header("if-none-match");
  const ifMatch = request.header("if-match");
  if (ifNoneMatch !== undefined && ifNoneMatch !== "*") {
    throw notImplemented(`If-None-Match: ${ifNoneMatch} on a write; only * is possible`);
  }
  return (existing) => {
    if (ifNoneMatch === "*" && existing) {
      throw new S3Error("PreconditionFailed", undefined, { Condition: "If-None-Match" });
    }
    if (ifMatch === undefined) return;
    if (!existing) throw new S3Error("NoSuchKey");
    if (!matchesEtag(ifMatch, existing.etag)) {
      throw new S3Error("PreconditionFailed", undefined, { Condition: "If-Match" });
    }
  };
}

function matchesEtag(condition: string, etag: string): boolean {
  const bare = unquote(etag);
  return condition
    .split(",")
    .map((item) => unquote(item.trim()))
    .some((item) => item === "*" || item === bare);
}

export const unquote = (etag: string): string => etag.replace(/^"(.*)"$/, "$1");

/**
 * Undefined where there is no valid date to compare with. HTTP dates have whole seconds, so a
 * part of a second does not count as later.
 */
function isModifiedSince(record: ObjectRecord, httpDate: string | undefined): boolean | undefined {
  const since = Date.parse(httpDate ?? "");
  if (Number.isNaN(since)) return undefined;
  return Math.floor(Date.parse(record.modifiedAt) / 1000) * 1000 > since;
}
