import "server-only";
import { ORPCError } from "@orpc/client";
import { ERRORS, type ErrorCode } from "@/lib/contract/errors";

interface AnswerOptions {
  requestId: string;
  /** Public sentence; the table's own when absent. */
  message?: string;
  /** What the code's entry in the table asks for beside the request id. */
  data?: Record<string, unknown>;
}

/** An error in the contract's shape, for what the door refuses before the middleware is asked. */
export function refusalAnswer(code: ErrorCode, options: AnswerOptions): Response {
  const { requestId, message = ERRORS[code].message, data } = options;
  const { status } = ERRORS[code];
  const error = new ORPCError(code, {
    defined: true,
    status,
    message,
    data: { ...data, requestId },
  });
  return Response.json(error.toJSON(), { status, headers: { "cache-control": "no-store" } });
}
