import type { APIGatewayProxyEvent } from "aws-lambda";
import type { Operation } from "./operations";

export const CONNECTION = "https://api.example.test/prod";

export interface EncodedCall {
  method: string;
  /** Below the connection, without the query. */
  path: string;
  query: URLSearchParams;
  body: string;
}

/** Spread an input over path, query and body, as the contract's own client does. */
export function encodeCall({ method, path }: Operation, input: object = {}): EncodedCall {
  const rest: Record<string, unknown> = { ...input };
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(rest[name]);
    delete rest[name];
    return encodeURIComponent(value);
  });
  const names = Object.keys(rest);
  const query = new URLSearchParams();
  if (method === "GET") for (const name of names) query.append(name, String(rest[name]));
  const body = method === "GET" || names.length === 0 ? "" : JSON.stringify(rest);
  return { method, path: `/v1${filled}`, query, body };
}

export const pathAndQuery = ({ path, query }: EncodedCall) =>
  query.size > 0 ? `${path}?${query}` : path;

/** The event that API Gateway makes of a call. */
export function toEvent(call: EncodedCall, headers: Record<string, string>): APIGatewayProxyEvent {
  const { method, path, query, body } = call;
  const domainName = new URL(CONNECTION).host;
  const names = [...new Set(query.keys())];
  const event: Partial<APIGatewayProxyEvent> = {
    path,
    httpMethod: method,
    headers: { "X-Forwarded-Proto": "https", ...headers },
    multiValueQueryStringParameters:
      names.length > 0 ? Object.fromEntries(names.map((name) => [name, query.getAll(name)])) : null,
    body: body || null,
    isBase64Encoded: false,
    requestContext: {
      domainName,
      path: `/prod${path}`,
      stage: "prod",
      requestId: crypto.randomUUID(),
    } as APIGatewayProxyEvent["requestContext"],
  };
  // The parts left out are ones that the middleware never reads.
  return event as APIGatewayProxyEvent;
}
