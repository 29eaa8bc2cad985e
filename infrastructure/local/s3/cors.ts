import type { AnswerHeaders } from "@/infrastructure/local/s3/answer";
import type { CorsRule } from "@/infrastructure/local/s3/records";

/** What a browser says of a cross-origin request, or of one it is about to make. */
export interface CrossOriginRequest {
  origin: string;
  method: string;
  /** Names of headers that the page wants to send; empty for the request itself. */
  requestedHeaders: string[];
}

/**
 * The headers that let the page go on; undefined where no rule allows it.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html
 */
export function corsHeaders(
  rules: CorsRule[],
  request: CrossOriginRequest,
): AnswerHeaders | undefined {
  const rule = rules.find((candidate) => allows(candidate, request));
  if (!rule) return undefined;
  const anyOrigin = rule.allowedOrigins.includes("*");
  return {
    "access-control-allow-origin": anyOrigin ? "*" : request.origin,
    "access-control-allow-credentials": anyOrigin ? undefined : "true",
    "access-control-allow-methods": rule.allowedMethods.join(", "),
    "access-control-allow-headers": request.requestedHeaders.join(", ") || undefined,
    "access-control-expose-headers": rule.exposeHeaders.join(", ") || undefined,
    "access-control-max-age": rule.maxAgeSeconds,
    vary: "Origin, Access-Control-Request-Headers, Access-Control-Request-Method",
  };
}

function allows(rule: CorsRule, { origin, method, requestedHeaders }: CrossOriginRequest): boolean {
  return (
    rule.allowedMethods.includes(method) &&
    rule.allowedOrigins.some((pattern) => matchesWildcard(pattern, origin)) &&
    requestedHeaders.every((header) =>
      rule.allowedHeaders.some((pattern) =>
        matchesWildcard(pattern.toLowerCase(), header.toLowerCase()),
      ),
    )
  );
}

/** A pattern holds at most one `*`, which stands for any text. */
function matchesWildcard(pattern: string, text: string): boolean {
  const star = pattern.indexOf("*");
  if (star < 0) return pattern === text;
  const [start, end] = [pattern.slice(0, star), pattern.slice(star + 1)];
  return text.length >= start.length + end.length && text.startsWith(start) && text.endsWith(end);
}

export const parseHeaderNames = (text = ""): string[] =>
  text
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean);
