import { type Invocation, type InvocationAnswer, invokeWorker } from "./invoke-worker";
import { startWorker, type Worker, type WorkerOptions } from "./worker";

export interface InstanceTimes {
  startupTimeoutMs: number;
  /** Wait before the second start; it doubles with each further one. */
  backOffMs: number;
  healthCheckMs: number;
  /** A worker that lived this long is not counted as a quick death. */
  stableMs: number;
}

export interface InstanceOptions extends Omit<WorkerOptions, "startupTimeoutMs" | "signal"> {
  times: InstanceTimes;
  onReady(): void;
  /** The worker died too often to try again. */
  onGivenUp(reason: string): void;
}

/** The worker ended, or broke the connection, before it answered. */
export class WorkerDied extends Error {}
export class InvocationTimedOut extends Error {}
/** We ended the worker ourselves, which says nothing about the request. */
export class InstanceClosed extends Error {}

/** So many quick deaths in a row are no accident. */
const QUICK_DEATHS_MAX = 5;
const BACK_OFF_MS_MAX = 30_000;
/** A worker may be slow to answer while every core computes; this many silent pings mean that it hangs. */
const SILENT_PINGS_MAX = 12;

/** One instance of an endpoint: a worker process that is replaced whenever it dies. */
export class Instance {
  readonly #options: InstanceOptions;
  readonly #closing = new AbortController();
  #worker: Worker | undefined;
  #life: Promise<void> | undefined;
  /** Requests that this instance was given, from reading their payload to storing their result. */
  occupied = 0;

  constructor(options: InstanceOptions) {
    this.#options = options;
  }

  get isReady(): boolean {
    return this.#worker !== undefined;
  }

  start(): void {
    this.#life = this.#live();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#worker?.stop();
    await this.#life;
  }

  /** Throws WorkerDied, InvocationTimedOut and InstanceClosed. A worker that does not answer in time is replaced. */
  async invoke(invocation: Invocation, timeoutSeconds: number): Promise<InvocationAnswer> {
    const worker = this.#worker;
    if (!worker) throw new WorkerDied("The worker is not there.");
    const signal = AbortSignal.timeout(timeoutSeconds * 1000);
    try {
      return await invokeWorker(worker.url, invocation, signal);
    } catch (cause) {
      if (this.#closing.signal.aborted) throw new InstanceClosed("Closed.", { cause });
      worker.kill();
      if (signal.aborted) throw new InvocationTimedOut("The worker took too long.", { cause });
      throw new WorkerDied(`The worker broke off: ${await worker.ended}.`, { cause });
    }
  }

  async #live(): Promise<void> {
    let quickDeaths = 0;
    while (!this.#closing.signal.aborted) {
      const { reason, counts } = await this.#liveOnce();
      if (this.#closing.signal.aborted) return;
      quickDeaths = counts ? quickDeaths + 1 : 0;
      if (quickDeaths >= QUICK_DEATHS_MAX) return this.#options.onGivenUp(reason);
      await this.#wait(backOffMs(this.#options.times.backOffMs, quickDeaths));
    }
  }

  /**
   * Runs one worker to its end. A death in the middle of an invocation is held against the
   * request, so that a few bad requests do not take the endpoint out of service.
   */
  async #liveOnce(): Promise<{ reason: string; counts: boolean }> {
    const { times } = this.#options;
    let worker: Worker;
    try {
      const { signal } = this.#closing;
      worker = await startWorker({ ...this.#options, ...times, signal });
    } catch (error) {
      return { reason: error instanceof Error ? error.message : String(error), counts: true };
    }
    if (this.#closing.signal.aborted) {
      await worker.stop();
      return { reason: "The endpoint is being closed.", counts: false };
    }
    const readyAtMs = performance.now();
    this.#worker = worker;
    this.#options.onReady();
    const stopChecks = this.#checkHealth(worker);
    const how = await worker.ended;
    stopChecks();
    this.#worker = undefined;
    const livedLong = performance.now() - readyAtMs >= times.stableMs;
    return {
      reason: `The worker keeps ending: ${how}. Its log says more.`,
      counts: this.occupied === 0 && !livedLong,
    };
  }

  #checkHealth(worker: Worker): () => void {
    let silentPings = 0;
    let isAsking = false;
    const timer = setInterval(async () => {
      if (isAsking) return;
      isAsking = true;
      silentPings = (await worker.ping()) ? 0 : silentPings + 1;
      isAsking = false;
      if (silentPings >= SILENT_PINGS_MAX) worker.kill();
    }, this.#options.times.healthCheckMs);
    return () => clearInterval(timer);
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#closing.signal.addEventListener("abort", () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}

const backOffMs = (firstMs: number, quickDeaths: number): number =>
  quickDeaths === 0 ? 0 : Math.min(firstMs * 2 ** (quickDeaths - 1), BACK_OFF_MS_MAX);
