import { createHash } from "node:crypto";
import type { APIGatewayProxyEvent } from "aws-lambda";

/** One request to the API, read from the event that API Gateway makes of it. */
export interface Call {
  method: string;
  /** Path below the connection's base URL, beginning with a slash. */
  path: string;
  query: [name: string, value: string][];
  headers: Headers;
  body: Buffer;
  bodySha256: string;
  /** Base URL that the caller used, without a trailing slash. */
  connection: string;
  requestId: string;
}

/**
 * Base URL of the API as the caller addressed it. API Gateway's `path` lacks what stands before
 * it (a stage, a custom domain's mapping), and `requestContext.path` has it.
 */
function connectionUrl(event: APIGatewayProxyEvent): string {
  const { domainName, path: whole, stage } = event.requestContext;
  const scheme = headersOf(event).get("x-forwarded-proto") ?? "https";
  const before = whole?.endsWith(event.path) ? whole.slice(0, -event.path.length) : `/${stage}`;
  return `${scheme}://${domainName}${before.replace(/\/$/, "")}`;
}

function headersOf(event: APIGatewayProxyEvent): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(event.headers ?? {})) {
    if (value !== undefined) headers.set(name, value);
  }
  return headers;
}

/**
 * Read a proxy event.
 *
 * @param apiBaseUrl where the request itself does not tell its base URL
 */
export function readCall(event: APIGatewayProxyEvent, apiBaseUrl: string | undefined): Call {
  const body = Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8");
  const query = Object.entries(event.multiValueQueryStringParameters ?? {}).flatMap(
    ([name, values]) => (values ?? []).map((value): [string, string] => [name, value]),
  );
  return {
    method: event.httpMethod,
    path: event.path,
    query,
    headers: headersOf(event),
    body,
    bodySha256: createHash("sha256").update(body).digest("hex"),
    connection: apiBaseUrl ?? connectionUrl(event),
    requestId: event.requestContext.requestId,
  };
}

/** Path and query in one spelling: parameters sorted and encoded alike, whoever wrote them. */
export function canonicalPath(path: string, query: Iterable<[string, string]>): string {
  const parameters = new URLSearchParams([...query]);
  parameters.sort();
  const search = parameters.toString();
  return search ? `${path}?${search}` : path;
}
