import { once } from "node:events";
import { announcedPort, forkModule, stopProcess } from "@/infrastructure/local/fork-module";
import { LOOPBACK } from "@/infrastructure/local/loopback-server";
import type { WorkerImage } from "./images";

export interface WorkerOptions {
  image: WorkerImage;
  environment: Record<string, string>;
  /** Gets what the worker prints. */
  logPath: string;
  startupTimeoutMs: number;
  /** Gives up the start when it aborts. */
  signal: AbortSignal;
}

/** A worker process that has answered `GET /ping`. */
export interface Worker {
  url: string;
  /** Resolves when the process has ended, with the plain reason; never rejects. */
  ended: Promise<string>;
  /** True when the worker answers `GET /ping` with 200 within two seconds. */
  ping(): Promise<boolean>;
  /** Asks it to end, then ends it. */
  stop(): Promise<void>;
  kill(): void;
}

const PING_INTERVAL_MS = 100;
/** SageMaker waits this long for an answer to a ping. */
const PING_TIMEOUT_MS = 2000;

/** Starts a worker and waits until it is healthy. Rejects with a plain reason, leaving nothing behind. */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const child = forkModule({
    entry: options.image.entry,
    environment: { ...options.environment, PORT: "0" },
    logPath: options.logPath,
  });
  const ended = once(child, "exit").then(
    ([code, signal]) => (signal ? `it was ended by ${signal}` : `it ended with code ${code}`),
    (error: Error) => `it could not be started: ${error.message}`,
  );
  const deadline = AbortSignal.any([options.signal, AbortSignal.timeout(options.startupTimeoutMs)]);
  try {
    const port = await Promise.race([announcedPort(child), failWhen(ended), failAt(deadline)]);
    const url = `http://${LOOPBACK}:${port}`;
    const worker = {
      url,
      ended,
      ping: () => ping(url),
      stop: () => stopProcess(child, ended),
      kill,
    };
    await Promise.race([pingUntilHealthy(worker, deadline), failWhen(ended), failAt(deadline)]);
    return worker;
  } catch (error) {
    kill();
    await ended;
    throw error;
  }
  function kill() {
    child.kill("SIGKILL");
  }
}

async function failWhen(ended: Promise<string>): Promise<never> {
  throw new Error(`The worker did not start: ${await ended}. Its log says more.`);
}

function failAt(deadline: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    deadline.addEventListener("abort", () =>
      reject(new Error("The worker did not pass the ping health check in time.")),
    );
  });
}

async function pingUntilHealthy(worker: Worker, deadline: AbortSignal): Promise<void> {
  while (!deadline.aborted && !(await worker.ping())) {
    await new Promise((resolve) => setTimeout(resolve, PING_INTERVAL_MS));
  }
}

async function ping(url: string): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(PING_TIMEOUT_MS);
    const response = await fetch(`${url}/ping`, { signal });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false; // A worker that cannot be reached is an unhealthy one, whatever the reason.
  }
}
