import { Refusal } from "@/lib/rules/refusal";

interface SdkFailure extends Error {
  $metadata?: { httpStatusCode?: number };
}

const BUSY = new Set(["SlowDown", "RequestTimeout", "TimeoutError", "InternalError"]);

/** Whether S3 has refused with one of these codes. */
export const isS3Failure = (error: unknown, ...codes: string[]): error is Error =>
  error instanceof Error && codes.includes(error.name);

function isUnavailable(error: SdkFailure): boolean {
  if (BUSY.has(error.name)) return true;
  const status = error.$metadata?.httpStatusCode;
  if (status !== undefined) return status >= 500 || status === 429;
  // Without an answer of the service it is the network: refused, reset, timed out, unknown host.
  return "code" in error && typeof error.code === "string";
}

/** What may be told about a failed call; failures that a retry cannot cure stay as they are. */
export function s3Failure(error: unknown): unknown {
  if (!(error instanceof Error) || !isUnavailable(error)) return error;
  return new Refusal("unavailable", {}, { internal: `S3: ${error.name}`, cause: error });
}
