import { ORPCError } from "@orpc/client";
import type { ErrorCode, FieldProblem } from "@/lib/contract/errors";
import { isErrorCode } from "./error-codes";

/** Every failure of a call, however it came about. */
export interface ApiError {
  code: ErrorCode;
  /** The server's sentence; empty when no server answered. */
  message: string;
  fields: FieldProblem[];
  requestId: string | undefined;
  retryAfterSeconds: number | undefined;
}

interface ErrorDetails {
  requestId?: string;
  fields?: FieldProblem[];
  retryAfterSeconds?: number;
}

/** A request that never reached a server fails with the browser's TypeError. */
const codeOfUnknown = (error: unknown): ErrorCode =>
  error instanceof TypeError ? "unavailable" : "internal";

/** The one funnel: whatever a call threw, as a code of the closed table. */
export function toApiError(error: unknown): ApiError {
  if (!(error instanceof ORPCError) || !isErrorCode(error.code)) {
    return {
      code: codeOfUnknown(error),
      message: "",
      fields: [],
      requestId: undefined,
      retryAfterSeconds: undefined,
    };
  }
  // The door passes on what `serve()` has checked against the contract.
  const details = (error.data ?? {}) as ErrorDetails;
  return {
    code: error.code,
    // oRPC repeats the code where no sentence was given.
    message: error.message === error.code ? "" : error.message,
    fields: details.fields ?? [],
    requestId: details.requestId,
    retryAfterSeconds: details.retryAfterSeconds,
  };
}

/** Trying again can help: the network, a full service, our own failure. */
export const isWorthRetrying = (error: unknown): boolean => {
  const { code } = toApiError(error);
  return code === "unavailable" || code === "internal";
};
