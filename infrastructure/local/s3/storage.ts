import path from "node:path";
import { Blobs } from "@/infrastructure/local/s3/blobs";
import { Exclusive } from "@/infrastructure/local/s3/exclusive";
import { ObjectStore } from "@/infrastructure/local/s3/object-store";
import { Tables } from "@/infrastructure/local/s3/tables";
import { UploadStore } from "@/infrastructure/local/s3/upload-store";

/** Records in LevelDB, bytes in blobs. */
export interface Storage {
  objects: ObjectStore;
  uploads: UploadStore;
  blobs: Blobs;
  close(): Promise<void>;
}

/** Opens `dataDir` and removes what a crash left behind. Rejects where another process holds it. */
export async function openStorage(dataDir: string): Promise<Storage> {
  const tables = await Tables.open(dataDir);
  const blobs = await Blobs.open(path.join(dataDir, "blobs"));
  const named = await tables.namedBlobs();
  await blobs.sweep((id) => named.has(id));

  const exclusive = new Exclusive();
  const objects = new ObjectStore(tables, blobs, exclusive);
  const uploads = new UploadStore(tables, blobs, exclusive, objects);
  return { objects, uploads, blobs, close: () => tables.close() };
}
