import { Refusal } from "@/lib/rules/refusal";

interface SdkFailure extends Error {
  $metadata?: { httpStatusCode?: number };
  $retryable?: { throttling?: boolean };
  CancellationReasons?: { Code?: string }[];
}

const BUSY = new Set([
  "ItemCollectionSizeLimitExceededException",
  "LimitExceededException",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "ThrottlingException",
  "TimeoutError",
]);
const CONTENTION = new Set([
  "ThrottlingError",
  "TransactionConflict",
  "TransactionConflictException",
  "TransactionInProgressException",
]);

const reasonsOf = (error: SdkFailure) => error.CancellationReasons ?? [];

/** Two writers met; the same request may succeed a moment later. */
export const isContention = (error: unknown) =>
  error instanceof Error &&
  (CONTENTION.has(error.name) ||
    reasonsOf(error).some(({ Code }) => Code !== undefined && CONTENTION.has(Code)));

export const isConditionFailure = (error: unknown) =>
  error instanceof Error && error.name === "ConditionalCheckFailedException";

/**
 * Which writes of a cancelled transaction failed their condition, in the order of the request;
 * undefined when it was cancelled for another reason.
 */
export function failedConditions(error: unknown): boolean[] | undefined {
  if (!(error instanceof Error) || error.name !== "TransactionCanceledException") return undefined;
  const failed = reasonsOf(error).map(({ Code }) => Code === "ConditionalCheckFailed");
  return failed.includes(true) ? failed : undefined;
}

function isUnavailable(error: SdkFailure): boolean {
  if (BUSY.has(error.name) || isContention(error)) return true;
  if (error.$retryable?.throttling) return true;
  const status = error.$metadata?.httpStatusCode;
  if (status !== undefined) return status >= 500;
  // Without an answer of the service it is the network: refused, reset, timed out, unknown host.
  return "code" in error && typeof error.code === "string";
}

/** What may be told about a failed call; failures that a retry cannot cure stay as they are. */
export function tableFailure(error: unknown): unknown {
  if (!(error instanceof Error) || !isUnavailable(error)) return error;
  return new Refusal("unavailable", {}, { internal: `DynamoDB: ${error.name}`, cause: error });
}
