import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { failureOf, userError } from "./engine-error";
import { runJob, type Surroundings } from "./invocation";
import { readJobRequest } from "./job-request";
import { ModelCache } from "./model-cache";
import { ModelFiles } from "./model-files";
import { S3JobStore } from "./s3-job-store";

/**
 * The tiny engine as a process: SageMaker's container contract (`GET /ping`, `POST /invocations`)
 * on the loopback address. Environment: PORT (0 chooses a free one), ATELIER_CACHE_DIR, and what
 * the AWS SDK reads (region, credentials, endpoint).
 */

const MEBIBYTE = 2 ** 20;
const BODY_BYTES_MAX = MEBIBYTE;
const DISK_BYTES_MAX = 2048 * MEBIBYTE;
/** Weights of three checkpoints, so that comparing models does not load them again and again. */
const MEMORY_BYTES_MAX = 96 * MEBIBYTE;
const SHUTDOWN_MS_MAX = 2000;

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Read on, so that the refusal can be answered on this connection.
    if (size <= BODY_BYTES_MAX) chunks.push(chunk);
  }
  if (size > BODY_BYTES_MAX) {
    throw userError("invalid_parameters", "The request is larger than 1 MB. Shorten the prompts.");
  }
  return Buffer.concat(chunks).toString("utf8");
}

function answer(response: ServerResponse, status: number, body: unknown) {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

/** Runs one job at a time; later ones wait in line. */
class JobLine {
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly surroundings: Surroundings) {}

  async answer(request: IncomingMessage, response: ServerResponse) {
    try {
      const job = readJobRequest(await readBody(request));
      const result = this.last.then(() => runJob(job, this.surroundings));
      this.last = result.catch(() => undefined);
      answer(response, 200, await result);
    } catch (error) {
      const failure = failureOf(error);
      if (failure.blame === "system") console.error(error);
      answer(response, failure.blame === "user" ? 400 : 500, failure);
    }
  }

  async empty() {
    await this.last;
  }
}

function createWorker(line: JobLine): Server {
  return createServer((request, response) => {
    const route = `${request.method} ${request.url}`;
    if (route === "GET /ping") answer(response, 200, { status: "ok" });
    else if (route === "POST /invocations") void line.answer(request, response);
    else answer(response, 404, { message: "Ask GET /ping or POST /invocations." });
  });
}

function announce(server: Server) {
  // A server that listens on a TCP port has an address with a port.
  const ready = { listening: (server.address() as AddressInfo).port };
  console.log(JSON.stringify(ready));
  process.send?.(ready);
}

function start() {
  const store = new S3JobStore();
  const folder = process.env.ATELIER_CACHE_DIR ?? path.join(tmpdir(), "atelier-models");
  const files = new ModelFiles(store, folder, DISK_BYTES_MAX);
  const shutdown = new AbortController();
  const line = new JobLine({
    store,
    models: new ModelCache(files, MEMORY_BYTES_MAX),
    shutdown: shutdown.signal,
  });
  const server = createWorker(line);
  // A job may wait in line for as long as the jobs before it take.
  server.requestTimeout = 0;
  server.listen(Number(process.env.PORT ?? 8080), "127.0.0.1", () => announce(server));

  const end = async () => {
    shutdown.abort();
    setTimeout(() => process.exit(1), SHUTDOWN_MS_MAX).unref();
    await line.empty();
    server.close(() => process.exit(0));
    server.closeIdleConnections();
  };
  process.once("SIGTERM", () => void end());
  process.once("SIGINT", () => void end());
  // The parent is gone: nobody can ask for anything, nor fetch an answer.
  process.once("disconnect", () => process.exit(0));
}

start();
