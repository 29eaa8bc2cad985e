const MIB = 2 ** 20;
/** S3's own limits: at most 10,000 parts, each but the last of at least 5 MiB. */
const PARTS_MAX = 9_000;
const PART_BYTES_MIN = 8 * MIB;

/** Part size for a file: 8 MiB, or larger where 9,000 parts would not hold it; whole MiB. */
export function uploadPlan(sizeBytes: number) {
  const needed = Math.ceil(sizeBytes / PARTS_MAX / MIB) * MIB;
  const partSizeBytes = Math.max(PART_BYTES_MIN, needed);
  return { partSizeBytes, partCount: Math.max(1, Math.ceil(sizeBytes / partSizeBytes)) };
}

/** Connections that an upload uses at once; more than six to one host would queue in the browser. */
export const UPLOAD_CONNECTIONS = 4;

/** How long the address of a part can be used; a slow line needs minutes for one part. */
export const PART_URL_SECONDS = 60 * 60;
