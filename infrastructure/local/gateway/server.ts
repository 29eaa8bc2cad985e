import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { APIGatewayProxyResult } from "aws-lambda";
import * as z from "zod";
import { type Functions, LambdaTimedOut } from "@/infrastructure/local/lambda";
import {
  BodyTooLarge,
  LOOPBACK,
  type LoopbackServer,
  readBody,
  startLoopbackServer,
} from "@/infrastructure/local/loopback-server";
import { GatewayRefusal } from "./gateway-refusal";
import { STAGE, toProxyEvent } from "./proxy-event";
import { findRoute, type Routes } from "./routes";

export interface GatewayOptions {
  /** What callers send as `x-api-key`. */
  apiKey: string;
  functions: Functions;
  routes: Routes;
  /** 0, the default, takes a free port. */
  port?: number;
}

export interface Gateway extends LoopbackServer {
  /** Base URL of the stage, without a trailing slash. */
  apiUrl: string;
}

/** Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const REQUEST_BYTES_MAX = 10 * 2 ** 20;
/** Of a Lambda's answer. */
const RESPONSE_BYTES_MAX = 6 * 2 ** 20;
const TIMEOUT_MS = 29_000;

/** Turns HTTP into the proxy events of API Gateway REST, stage `prod`, with an API key on every method. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const server = await startLoopbackServer(
    (request, response) => answer(request, response, options),
    options.port,
  );
  return { ...server, apiUrl: `${server.url}/${STAGE}` };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: GatewayOptions,
): Promise<void> {
  try {
    send(response, await call(request, options));
  } catch (error) {
    // What is left of the body is read and dropped: a caller that still sends would not read the answer.
    request.resume();
    if (!(error instanceof GatewayRefusal)) {
      console.error(`${request.method} ${request.url} failed in its function.`, error);
    }
    const refusal = error instanceof GatewayRefusal ? error : new GatewayRefusal("failed");
    send(response, refusal.toResult());
  }
}

async function call(
  request: IncomingMessage,
  options: GatewayOptions,
): Promise<APIGatewayProxyResult> {
  const { pathname, searchParams } = new URL(request.url ?? "/", `http://${LOOPBACK}`);
  if (!pathname.startsWith(`/${STAGE}/`)) throw new GatewayRefusal("forbidden");
  const path = pathname.slice(STAGE.length + 1);
  const route = findRoute(options.routes, path);
  if (!route) throw new GatewayRefusal("noRoute");
  if (!isKey(request.headers["x-api-key"], options.apiKey)) throw new GatewayRefusal("forbidden");
  const body = await readBody(request, REQUEST_BYTES_MAX).catch((error: unknown) => {
    throw error instanceof BodyTooLarge ? new GatewayRefusal("tooLarge") : error;
  });
  const port = request.socket.localPort ?? 0;
  const domainName = `${LOOPBACK}:${port}`;
  const { functionName, resource } = route;
  const event = toProxyEvent({
    request,
    path,
    query: searchParams,
    resource,
    body,
    domainName,
    port,
  });
  try {
    return readResult(await options.functions.invoke(functionName, event, TIMEOUT_MS));
  } catch (error) {
    throw error instanceof LambdaTimedOut ? new GatewayRefusal("timeout") : error;
  }
}

/** Compares hashes, so that neither length nor time tells anything about the key. */
function isKey(given: string | string[] | undefined, key: string): boolean {
  const hash = (text: string) => createHash("sha256").update(text).digest();
  return typeof given === "string" && timingSafeEqual(hash(given), hash(key));
}

const HeaderValue = z.union([z.string(), z.number(), z.boolean()]);
const ProxyResult = z.object({
  statusCode: z.int().min(100).max(599),
  headers: z.record(z.string(), HeaderValue).optional(),
  multiValueHeaders: z.record(z.string(), z.array(HeaderValue)).optional(),
  body: z.string().default(""),
  isBase64Encoded: z.boolean().optional(),
});

/** Throws where a function's answer is none that API Gateway would take. */
function readResult(answered: unknown): APIGatewayProxyResult {
  const result = ProxyResult.parse(answered);
  if (Buffer.byteLength(JSON.stringify(result)) > RESPONSE_BYTES_MAX) {
    throw new Error("The answer has more than the 6 MB that a Lambda function may return.");
  }
  return result;
}

function send(response: ServerResponse, result: APIGatewayProxyResult): void {
  const body = Buffer.from(result.body, result.isBase64Encoded ? "base64" : "utf8");
  for (const [name, value] of Object.entries(result.headers ?? {})) {
    response.setHeader(name, String(value));
  }
  for (const [name, values] of Object.entries(result.multiValueHeaders ?? {})) {
    response.setHeader(name, values.map(String));
  }
  if (!response.hasHeader("content-type")) response.setHeader("content-type", "application/json");
  response.setHeader("content-length", body.length);
  response.writeHead(result.statusCode);
  response.end(body);
}
