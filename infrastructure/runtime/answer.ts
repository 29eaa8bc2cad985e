import { ORPCError } from "@orpc/client";
import { ValidationError } from "@orpc/contract";
import type { APIGatewayProxyResult } from "aws-lambda";
import { API_VERSION, VERSION_HEADER } from "@/lib/contract/contract";
import { ERRORS, type FieldProblem } from "@/lib/contract/errors";
import type { Log } from "@/lib/ports/environment";
import { invalidInput, Refusal } from "@/lib/rules/refusal";

const HEADERS = {
  "content-type": "application/json",
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  [VERSION_HEADER]: API_VERSION,
};

export function answer(
  statusCode: number,
  body: string,
  headers: Record<string, string> = {},
): APIGatewayProxyResult {
  return { statusCode, headers: { ...HEADERS, ...headers }, body, isBase64Encoded: false };
}

interface Issue {
  message: string;
  path?: readonly (PropertyKey | { key: PropertyKey })[];
  code?: string;
  keys?: string[];
}

const dotted = (path: Issue["path"] = []) =>
  path.map((part) => String(typeof part === "object" ? part.key : part)).join(".");

function problemsOf(issue: Issue): FieldProblem[] {
  if (issue.code === "unrecognized_keys" && issue.keys) {
    return issue.keys.map((key) => ({
      path: dotted([...(issue.path ?? []), key]),
      message: "There is no such field.",
    }));
  }
  const missing = issue.code === "invalid_type" && /received undefined$/.test(issue.message);
  const message = missing ? "This field is required." : issue.message;
  return [{ path: dotted(issue.path) || "body", message }];
}

/** Whatever was thrown as a refusal; what nobody foresaw becomes `internal` and keeps its cause. */
function toRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof ORPCError && error.code === "BAD_REQUEST") {
    const issues = error.cause instanceof ValidationError ? error.cause.issues : [];
    if (issues.length > 0) return invalidInput(issues.flatMap((issue) => problemsOf(issue)));
    return invalidInput([{ path: "body", message: "The request cannot be read." }]);
  }
  return new Refusal("internal", {}, { cause: error });
}

function record(log: Log, refusal: Refusal, requestId: string) {
  const { code } = refusal;
  if (code === "internal") log.error("a call failed", { requestId, error: refusal });
  else if (code === "unavailable") log.warn("a call was put off", { requestId, error: refusal });
  else log.info("a call was refused", { requestId, code, internal: refusal.internal });
}

/** The error as oRPC clients decode it, and as OpenAPI describes it. */
export function answerError(error: unknown, requestId: string, log: Log): APIGatewayProxyResult {
  const refusal = toRefusal(error);
  record(log, refusal, requestId);
  const { code, message } = refusal;
  const { status } = ERRORS[code];
  const data: Record<string, unknown> = { ...refusal.data, requestId };
  const retryAfter = data.retryAfterSeconds;
  const headers =
    typeof retryAfter === "number" ? { "retry-after": String(retryAfter) } : undefined;
  return answer(status, JSON.stringify({ defined: true, code, status, message, data }), headers);
}
