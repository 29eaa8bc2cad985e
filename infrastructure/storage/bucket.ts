import { objectKeys } from "./keys";

/** What browsers on the console's origin may do with presigned URLs. */
export const corsRules = (consoleOrigin: string) => [
  {
    allowedOrigins: [consoleOrigin],
    allowedMethods: ["GET", "PUT", "HEAD"] as const,
    allowedHeaders: ["*"],
    /** The browser sends each part's ETag back to complete an upload. */
    exposedHeaders: ["ETag"],
    maxAgeSeconds: 3600,
  },
];

/** Uploads that nobody completes are given up after this long. */
export const INCOMPLETE_UPLOAD_DAYS = 3;

/** SageMaker's copies of answers; jobs are settled from their own prefix. */
export const EXPIRING_PREFIXES = [
  { prefix: `${objectKeys.asyncOutputs}/`, days: 7 },
  { prefix: `${objectKeys.asyncFailures}/`, days: 7 },
];
