import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Credentials } from "@/infrastructure/local/aws/sigv4";
import { MalformedXml } from "@/infrastructure/local/aws/xml";
import { type Answer, errorAnswer, sendAnswer } from "@/infrastructure/local/s3/answer";
import { authenticate } from "@/infrastructure/local/s3/authenticate";
import { addCorsHeaders, answerPreflight } from "@/infrastructure/local/s3/cross-origin";
import { notImplemented, S3Error } from "@/infrastructure/local/s3/errors";
import { OPERATIONS } from "@/infrastructure/local/s3/operations";
import { parseRequest, type S3Request } from "@/infrastructure/local/s3/request";
import { operationOf } from "@/infrastructure/local/s3/route";
import { openStorage, type Storage } from "@/infrastructure/local/s3/storage";

export interface S3Options {
  /** Holds all buckets; created where it does not exist. One process at a time may use it. */
  dataDir: string;
  credentials: Credentials;
  /** Any free port where absent. */
  port?: number;
  host?: string;
}

export interface S3Server {
  url: string;
  port: number;
  close(): Promise<void>;
}

/** Longer than the SDK keeps an idle connection, which would otherwise meet a closed one. */
const KEEP_ALIVE_MS = 65_000;

/**
 * Serves S3's wire protocol, path-style, out of `dataDir`. Rejects where another process holds
 * the folder, and with EADDRINUSE where one holds the port.
 */
export async function startS3(options: S3Options): Promise<S3Server> {
  const storage = await openStorage(options.dataDir);
  const exchanges = new Set<Promise<void>>();
  const server = createServer(
    // A large upload over a slow line may take longer than any fixed limit.
    { requestTimeout: 0, keepAliveTimeout: KEEP_ALIVE_MS },
    (message, response) => {
      const exchange = serve(message, response, storage, options.credentials).finally(() =>
        exchanges.delete(exchange),
      );
      exchanges.add(exchange);
    },
  );
  const host = options.host ?? "127.0.0.1";
  try {
    await listen(server, options.port ?? 0, host);
  } catch (error) {
    await storage.close();
    throw error;
  }

  // `listen` has resolved with a port, so the address is one of TCP.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${port}`,
    port,
    async close() {
      server.close();
      server.closeAllConnections();
      await Promise.all(exchanges);
      await storage.close();
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
}

async function serve(
  message: IncomingMessage,
  response: ServerResponse,
  storage: Storage,
  credentials: Credentials,
): Promise<void> {
  const requestId = randomUUID();
  response.setHeader("x-amz-request-id", requestId);
  const method = message.method ?? "GET";
  try {
    const answer = await answerTo(message, response, storage, credentials);
    await sendAnswer(answer, method, response);
  } catch (error) {
    await refuse(error, message, response, requestId);
  }
}

async function answerTo(
  message: IncomingMessage,
  response: ServerResponse,
  storage: Storage,
  credentials: Credentials,
): Promise<Answer> {
  const request = parseRequest(message);
  if (request.method === "OPTIONS") return answerPreflight(request, storage.objects);
  await addCorsHeaders(request, storage.objects, response);
  return perform(request, storage, credentials);
}

async function perform(
  request: S3Request,
  storage: Storage,
  credentials: Credentials,
): Promise<Answer> {
  const payload = authenticate(request, credentials);
  const name = operationOf(request);
  const operation = OPERATIONS[name];
  if (!operation) throw notImplemented(name);
  return operation({ request, payload, storage });
}

async function refuse(
  error: unknown,
  message: IncomingMessage,
  response: ServerResponse,
  requestId: string,
): Promise<void> {
  const isGone = response.destroyed || (message.destroyed && !message.complete);
  if (response.headersSent && !isGone) console.error("The embedded S3 broke off:", error);
  if (response.headersSent || isGone) {
    response.destroy();
    return;
  }
  // What is left of the body is read and dropped: a caller that still sends would not read the answer.
  message.resume();
  const resource = (message.url ?? "/").split("?")[0] ?? "/";
  const answer = errorAnswer(toS3Error(error), resource, requestId);
  await sendAnswer(answer, message.method ?? "GET", response).catch(() => response.destroy());
}

function toS3Error(error: unknown): S3Error {
  if (error instanceof S3Error) return error;
  if (error instanceof MalformedXml) return new S3Error("MalformedXML");
  console.error("The embedded S3 failed:", error);
  return new S3Error("InternalError");
}
