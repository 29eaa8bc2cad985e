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
  return [{ path: dotted(issue.path) || "body", message: issue.message }];
}

/** The first problem of each field; what else is wrong with it seldom matters once that is right. */
function fieldProblems(issues: readonly Issue[]): FieldProblem[] {
  const problems = issues.flatMap(problemsOf);
  return [
    ...new Map(problems.toReversed().map((problem) => [problem.path, problem])).values(),
  ].toReversed();
}

/** Whatever was thrown as a refusal; what nobody foresaw becomes `internal` and keeps its cause. */
function toRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof ORPCError && error.code === "BAD_REQUEST") {
    const issues = error.cause instanceof ValidationError ? error.cause.issues : [];
    if (issues.length > 0) return invalidInput(fieldProblems(issues));
    return invalidInput([{ path: "body", message: "The request cannot be read." }]);
  }
  return new Refusal("internal", {}, { cause: error });
}

function record(log: Log, refusal: Refusal, requestId: string) {
  const { code } = refusal;
  if (code === "internal") log.error("a call failed", { requestId, error: refusal });
  else if (code === "unavailable") log.warn("a call was put off", { requestId, error: refusal });
  // Other refusals tell the caller everything; the gateway's access log counts them.
  else if (refusal.internal) {
    log.info("a call was refused", { requestId, code, reason: refusal.internal });
  }
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
