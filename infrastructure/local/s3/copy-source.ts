import { readOutcome } from "@/infrastructure/local/s3/conditions";
import { notImplemented, S3Error } from "@/infrastructure/local/s3/errors";
import type { ObjectStore } from "@/infrastructure/local/s3/object-store";
import type { ObjectRecord } from "@/infrastructure/local/s3/records";
import type { S3Request } from "@/infrastructure/local/s3/request";

/** The object that a copy reads. */
export interface CopySource {
  bucket: string;
  key: string;
  record: ObjectRecord;
}

/** Runs `copy` while the source's blobs are pinned. Throws where its conditions do not hold. */
export async function withCopySource<T>(
  request: S3Request,
  objects: ObjectStore,
  copy: (source: CopySource) => Promise<T>,
): Promise<T> {
  const { bucket, key } = parseCopySource(request.header("x-amz-copy-source") ?? "");
  const { record, release } = await objects.pinObject(bucket, key);
  try {
    if (readOutcome(record, request, "x-amz-copy-source-") !== "read") {
      throw new S3Error("PreconditionFailed");
    }
    return await copy({ bucket, key, record });
  } finally {
    release();
  }
}

/** `bucket/key`, percent-encoded, with or without a slash in front. */
function parseCopySource(header: string): { bucket: string; key: string } {
  const [source = "", versionId] = header.split("?versionId=");
  if (versionId !== undefined && versionId !== "null") throw notImplemented("object versions");
  const decoded = decodeSource(source).replace(/^\//, "");
  const slash = decoded.indexOf("/");
  if (slash < 1 || slash === decoded.length - 1) throw invalidSource();
  return { bucket: decoded.slice(0, slash), key: decoded.slice(slash + 1) };
}

function decodeSource(source: string): string {
  try {
    return decodeURIComponent(source);
  } catch {
    throw invalidSource();
  }
}

const invalidSource = (): S3Error =>
  new S3Error("InvalidArgument", "Copy Source must mention the source bucket and key: bucket/key");
