import { startS3 } from "@/infrastructure/local/s3/server";

/** Serves S3 in a process of its own, so that a test can kill or measure it. */
const [dataDir = "", accessKeyId = "", secretAccessKey = ""] = process.argv.slice(2);

const { url } = await startS3({ dataDir, credentials: { accessKeyId, secretAccessKey } });
process.on("message", () =>
  process.send?.({ peakRssBytes: process.resourceUsage().maxRSS * 1024 }),
);
process.on("disconnect", () => process.exit());
process.send?.({ url });
