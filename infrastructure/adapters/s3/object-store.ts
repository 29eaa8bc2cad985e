import type { ObjectStore } from "@/lib/ports/objects";
import { type BucketOptions, openBucket } from "./bucket-client";
import { createObjects } from "./objects";
import { createUrlSigner } from "./signed-urls";
import { createUploads } from "./uploads";

/** The bucket as use cases know it. */
export function createObjectStore(options: BucketOptions): ObjectStore {
  const bucket = openBucket(options);
  const objects = createObjects(bucket);
  const root = `s3://${bucket.name}/`;
  return {
    ...objects,
    ...createUploads(bucket, objects.sizeBytes),
    ...createUrlSigner(bucket),
    uri: (key) => root + key,
    keyOf(uri) {
      if (!uri.startsWith(root)) throw new Error(`${uri} is not in the bucket ${bucket.name}.`);
      return uri.slice(root.length);
    },
  };
}
