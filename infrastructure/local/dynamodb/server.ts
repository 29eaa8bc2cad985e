import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { sha256Hex } from "@/infrastructure/local/aws/signing-key";
import { type Credentials, verifyHeaders } from "@/infrastructure/local/aws/sigv4";
import { findOperation } from "@/infrastructure/local/dynamodb/operations";
import {
  accessError,
  isServiceError,
  serializationError,
} from "@/infrastructure/local/dynamodb/service-error";
import { Store } from "@/infrastructure/local/dynamodb/store";
import { startSweeper, sweep } from "@/infrastructure/local/dynamodb/sweep";
import {
  BodyTooLarge,
  type LoopbackServer,
  readBody,
  startLoopbackServer,
} from "@/infrastructure/local/loopback-server";

export interface DynamoDbOptions {
  /** Created if absent; one server at a time may have it open. */
  dataDir: string;
  credentials: Credentials;
  /** 0, the default, takes a free port. */
  port?: number;
  /** Milliseconds since 1970; time to live and idempotency tokens go by it. */
  now?: () => number;
}

export interface DynamoDb extends LoopbackServer {
  /** Deletes expired items now instead of at the next turn of the sweeper. */
  sweep(): Promise<{ deletedItems: number }>;
}

/** Serves the DynamoDB wire protocol (JSON 1.0). An acknowledged write survives `kill -9`. */
export async function startDynamoDb(options: DynamoDbOptions): Promise<DynamoDb> {
  const { dataDir, credentials, port, now = Date.now } = options;
  const store = await Store.open(dataDir, now);
  const server = await startLoopbackServer(
    (request, response) => answer(store, credentials, request, response),
    port,
  ).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  const sweeper = startSweeper(store);
  return {
    ...server,
    sweep: () => sweep(store),
    close: async () => {
      await server.close();
      await sweeper.stop();
      await store.close();
    },
  };
}

async function answer(
  store: Store,
  credentials: Credentials,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const body = await readWholeBody(request);
    throwIfNotSigned(request, body, credentials);
    const operation = findOperation(String(request.headers["x-amz-target"] ?? ""));
    send(response, 200, await operation(store, parseJson(body)));
  } catch (error) {
    if (isServiceError(error)) return send(response, error.statusCode, error.body);
    if (response.destroyed) return;
    console.error("The embedded DynamoDB failed to answer a request.", error);
    send(response, 500, {
      __type: "com.amazonaws.dynamodb.v20120810#InternalServerError",
      message: "The embedded DynamoDB failed; its log says why. Retry the request.",
    });
  }
}

/** Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
const BODY_SIZE_BYTES_MAX = 16 * 1024 * 1024;

function readWholeBody(request: IncomingMessage): Promise<Buffer> {
  return readBody(request, BODY_SIZE_BYTES_MAX).catch((error: unknown) => {
    if (!(error instanceof BodyTooLarge)) throw error;
    throw serializationError("A request may have at most 16 MB: send less at once.");
  });
}

function throwIfNotSigned(request: IncomingMessage, body: Buffer, credentials: Credentials): void {
  const [rawPath = "/", query] = (request.url ?? "/").split("?", 2);
  const signed = {
    method: request.method ?? "POST",
    rawPath,
    query: [...new URLSearchParams(query)],
    headers: request.headers,
    bodySha256: sha256Hex(body),
  };
  const verification = verifyHeaders(signed, "dynamodb", credentials);
  if (!verification.ok) throw accessError(verification.code, verification.message);
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    throw serializationError("The body is not JSON.");
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "content-type": "application/x-amz-json-1.0",
    "content-length": Buffer.byteLength(text),
    "x-amzn-requestid": randomUUID(),
  });
  response.end(text);
}
