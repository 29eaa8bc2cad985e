import { createHash, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Credentials, verifyHeaders } from "@/infrastructure/local/aws/sigv4";
import { findOperation } from "@/infrastructure/local/dynamodb/operations";
import {
  accessError,
  isServiceError,
  serializationError,
} from "@/infrastructure/local/dynamodb/service-error";
import { Store } from "@/infrastructure/local/dynamodb/store";
import { sweep } from "@/infrastructure/local/dynamodb/sweep";

export interface DynamoDbOptions {
  /** Created if absent; at most one server may have it open. */
  dataDir: string;
  credentials: Credentials;
  /** 0, the default, takes a free port. */
  port?: number;
  host?: string;
  /** Milliseconds since 1970; time to live and idempotency tokens go by it. */
  now?: () => number;
}

export interface DynamoDb {
  url: string;
  port: number;
  /** Deletes expired items now instead of at the next turn of the sweeper. */
  sweep(): Promise<{ deletedItems: number }>;
  close(): Promise<void>;
}

/** AWS deletes within days; a minute is short enough to be seen and long enough to cost nothing. */
const SWEEP_INTERVAL_MS = 60_000;

/** Serves the DynamoDB wire protocol (JSON 1.0). An acknowledged write survives `kill -9`. */
export async function startDynamoDb(options: DynamoDbOptions): Promise<DynamoDb> {
  const { dataDir, credentials, port = 0, host = "127.0.0.1", now = Date.now } = options;
  const store = await Store.open(dataDir, now);
  const server = createServer((request, response) => {
    void answer(store, credentials, request, response);
  });
  try {
    await listen(server, port, host);
  } catch (error) {
    await store.close();
    throw error;
  }
  const sweeper = startSweeper(store);
  // A TCP server's address is an AddressInfo once it listens.
  const address = server.address() as AddressInfo;
  return {
    url: `http://${host}:${address.port}`,
    port: address.port,
    sweep: () => sweep(store),
    close: async () => {
      await sweeper.stop();
      await closeServer(server);
      await store.close();
    },
  };
}

async function listen(server: Server, port: number, host: string): Promise<void> {
  server.listen(port, host);
  await once(server, "listening");
}

/** Lets requests under way finish; idle keep-alive connections would hold the server open. */
async function closeServer(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeIdleConnections();
  await closed;
}

function startSweeper(store: Store) {
  let turn = Promise.resolve();
  const timer = setInterval(() => {
    turn = sweep(store).then(
      () => undefined,
      (error) => console.error("The sweeper failed and tries again in a minute.", error),
    );
  }, SWEEP_INTERVAL_MS);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await turn;
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
    const body = await readBody(request);
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

const BODY_SIZE_BYTES_MAX = 16 * 1024 * 1024;

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > BODY_SIZE_BYTES_MAX) {
      throw serializationError("A request may have at most 16 MB: send less at once.");
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function throwIfNotSigned(request: IncomingMessage, body: Buffer, credentials: Credentials): void {
  const [rawPath = "/", query] = (request.url ?? "/").split("?", 2);
  const signed = {
    method: request.method ?? "POST",
    rawPath,
    query: [...new URLSearchParams(query)],
    headers: request.headers,
    bodySha256: createHash("sha256").update(body).digest("hex"),
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
