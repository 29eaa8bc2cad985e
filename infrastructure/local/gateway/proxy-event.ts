import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { APIGatewayProxyEvent } from "aws-lambda";
import { ACCOUNT_ID } from "@/infrastructure/local/sagemaker/resources";

export const STAGE = "prod";

export interface Resource {
  /** As declared, for example `/v1/models/{proxy+}`. */
  path: string;
  proxy: string | null;
}

export interface GatewayCall {
  request: IncomingMessage;
  /** Below the stage. */
  path: string;
  query: URLSearchParams;
  resource: Resource;
  body: Buffer;
  /** Host and port that the gateway answers on. */
  domainName: string;
  port: number;
}

/** Headers that end at each hop; API Gateway does not pass them on. */
const HOP_BY_HOP = new Set(["connection", "keep-alive", "transfer-encoding", "upgrade"]);

/**
 * The event that API Gateway hands to a Lambda function.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function toProxyEvent(call: GatewayCall): APIGatewayProxyEvent {
  const { request, path, query, resource, body } = call;
  const multiValueHeaders = groupValues(headerPairs(call));
  const multiValueQuery = groupValues([...query]);
  return {
    resource: resource.path,
    path,
    httpMethod: request.method ?? "GET",
    headers: lastValues(multiValueHeaders),
    multiValueHeaders,
    queryStringParameters: query.size > 0 ? lastValues(multiValueQuery) : null,
    multiValueQueryStringParameters: query.size > 0 ? multiValueQuery : null,
    pathParameters: resource.proxy === null ? null : { proxy: resource.proxy },
    stageVariables: null,
    requestContext: toRequestContext(call),
    body: body.length > 0 ? body.toString("utf8") : null,
    isBase64Encoded: false,
  };
}

function headerPairs({ request, domainName, port }: GatewayCall): [string, string][] {
  const { rawHeaders } = request;
  const received: [string, string][] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    // The loop's condition keeps both indexes inside.
    const [name, value] = [rawHeaders[i]!, rawHeaders[i + 1]!];
    if (!isReplaced(name.toLowerCase())) received.push([name, value]);
  }
  return [
    ...received,
    ["Host", domainName],
    ["X-Forwarded-For", sourceIp(request)],
    ["X-Forwarded-Port", String(port)],
    ["X-Forwarded-Proto", "http"],
  ];
}

/** API Gateway writes these itself, whatever a caller claims. */
const isReplaced = (name: string) =>
  HOP_BY_HOP.has(name) || name === "host" || name.startsWith("x-forwarded-");

const sourceIp = ({ socket }: IncomingMessage) => socket.remoteAddress ?? "";

function groupValues(pairs: [string, string][]): Record<string, string[]> {
  // Without a prototype, so that a parameter called `constructor` is a parameter.
  const values: Record<string, string[]> = Object.create(null);
  for (const [name, value] of pairs) {
    values[name] ??= [];
    values[name].push(value);
  }
  return values;
}

/** API Gateway keeps the last of several values where only one fits. */
const lastValues = (values: Record<string, string[]>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, all]) => [name, all.at(-1) ?? ""]));

function toRequestContext(call: GatewayCall): APIGatewayProxyEvent["requestContext"] {
  const { request, path, resource, domainName } = call;
  const now = new Date();
  return {
    accountId: ACCOUNT_ID,
    apiId: "local",
    authorizer: undefined,
    domainName,
    domainPrefix: domainName.split(".")[0],
    extendedRequestId: randomUUID(),
    httpMethod: request.method ?? "GET",
    identity: toIdentity(request),
    path: `/${STAGE}${path}`,
    protocol: `HTTP/${request.httpVersion}`,
    requestId: randomUUID(),
    requestTime: now.toUTCString(),
    requestTimeEpoch: now.getTime(),
    resourceId: resource.path,
    resourcePath: resource.path,
    stage: STAGE,
  };
}

const toIdentity = (request: IncomingMessage) => ({
  accessKey: null,
  accountId: null,
  // The key itself never reaches the middleware's logs.
  apiKey: null,
  apiKeyId: "local",
  caller: null,
  clientCert: null,
  cognitoAuthenticationProvider: null,
  cognitoAuthenticationType: null,
  cognitoIdentityId: null,
  cognitoIdentityPoolId: null,
  principalOrgId: null,
  sourceIp: sourceIp(request),
  user: null,
  userAgent: request.headers["user-agent"] ?? null,
  userArn: null,
});
