import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Cloud, type CloudOptions, startCloud } from "@/infrastructure/local/cloud";

/** An embedded AWS in a folder of its own; closing it removes the folder. */
export async function startTestCloud(options: Omit<CloudOptions, "dataDir"> = {}): Promise<Cloud> {
  const dataDir = await mkdtemp(join(tmpdir(), "atelier-cloud-"));
  const cloud = await startCloud({ ...options, dataDir });
  return {
    ...cloud,
    close: async () => {
      await cloud.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
