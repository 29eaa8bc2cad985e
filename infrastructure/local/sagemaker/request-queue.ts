import type { AsyncRequest, Outcome } from "./async-request";
import { deliver, fail } from "./delivery";
import { type Instance, InstanceClosed } from "./instance";
import { toNotification } from "./notification";
import type { Tools } from "./options";
import type { CreateEndpointConfigInput } from "./resources";

/** Pause before a request is tried again when the embedded AWS itself had a problem. */
const TROUBLE_PAUSE_MS = 1000;

/** The requests of one endpoint: oldest first, each on disk until its end has been told. */
export class RequestQueue {
  readonly #tools: Tools;
  readonly #config: CreateEndpointConfigInput;
  readonly #waiting: string[] = [];
  readonly #underWay = new Set<Promise<void>>();
  readonly #closing = new AbortController();
  #instances: readonly Instance[] = [];

  constructor(tools: Tools, config: CreateEndpointConfigInput) {
    this.#tools = tools;
    this.#config = config;
  }

  /** Takes up what an earlier process left behind; what it had under way is delivered again. */
  resume(requests: AsyncRequest[]): void {
    for (const request of requests) {
      if (request.outcome) this.#track(this.#tell(request, request.outcome));
      else this.#waiting.push(request.id);
    }
  }

  /** Resolves when the request is safe on disk. */
  async add(request: AsyncRequest): Promise<void> {
    await this.#tools.store.requests.put(request.id, request);
    this.#waiting.push(request.id);
    this.dispatch();
  }

  serveWith(instances: readonly Instance[]): void {
    this.#instances = instances;
    this.dispatch();
  }

  /** Hands waiting requests to instances that have room. */
  dispatch(): void {
    if (this.#closing.signal.aborted) return;
    for (const instance of this.#instances) {
      while (instance.isReady && instance.occupied < this.#concurrency && this.#waiting.length) {
        instance.occupied += 1;
        // The length was checked in the line above.
        this.#track(this.#handle(this.#waiting.shift()!, instance));
      }
    }
  }

  /** Fails everything that waits: nobody will come to serve it. */
  async failAll(reason: string): Promise<void> {
    for (const id of this.#waiting.splice(0)) {
      const request = await this.#tools.store.requests.find(id);
      if (request) await this.#settle(request, await fail(request, this.#tools, reason));
    }
  }

  /** Stops handing out requests. What is under way stays on disk and is delivered again later. */
  close(): void {
    this.#closing.abort();
  }

  /** Resolves when nothing touches the store any more; the instances must be closed before. */
  async settled(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  get #concurrency(): number {
    const { ClientConfig } = this.#config.AsyncInferenceConfig ?? {};
    return ClientConfig?.MaxConcurrentInvocationsPerInstance ?? 1;
  }

  #track(work: Promise<void>): void {
    const tracked = work
      .catch((error: unknown) => {
        // The row is still on disk: the next start takes the request up again.
        console.error(`A request of the queue could not be finished.`, error);
      })
      .finally(() => this.#underWay.delete(tracked));
    this.#underWay.add(tracked);
  }

  async #handle(id: string, instance: Instance): Promise<void> {
    try {
      const request = await this.#tools.store.requests.find(id);
      if (request) await this.#serve(request, instance);
    } catch (error) {
      if (error instanceof InstanceClosed) return;
      console.error(`The request ${id} is delivered again after a failure.`, error);
      await this.#pause(TROUBLE_PAUSE_MS);
      this.#waiting.unshift(id);
    } finally {
      instance.occupied -= 1;
      this.dispatch();
    }
  }

  async #serve(request: AsyncRequest, instance: Instance): Promise<void> {
    const delivery = await deliver(request, instance, this.#tools);
    if (delivery !== "again") return this.#settle(request, delivery);
    await this.#tools.store.requests.put(request.id, request);
    this.#waiting.unshift(request.id);
  }

  async #settle(request: AsyncRequest, outcome: Outcome): Promise<void> {
    // From here on only the notification is owed: a restart must not run the request again.
    await this.#tools.store.requests.put(request.id, { ...request, outcome });
    this.#track(this.#tell(request, outcome));
  }

  async #tell(request: AsyncRequest, outcome: Outcome): Promise<void> {
    const { faults, publish, store, now } = this.#tools;
    const { copies, delayMs } = faults.notification?.(request.inferenceId) ?? PROMPT;
    if (delayMs > 0) await this.#pause(delayMs);
    if (delayMs > 0 && this.#closing.signal.aborted) return;
    const { SuccessTopic, ErrorTopic } =
      this.#config.AsyncInferenceConfig?.OutputConfig.NotificationConfig ?? {};
    const topic = outcome.status === "Completed" ? SuccessTopic : ErrorTopic;
    for (let copy = 0; topic && copy < copies; copy += 1) {
      await publish(topic, toNotification(request, outcome, new Date(now())));
    }
    await store.requests.delete(request.id);
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#closing.signal.addEventListener("abort", () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}

const PROMPT = { copies: 1, delayMs: 0 };
