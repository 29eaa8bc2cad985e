import { randomUUID } from "node:crypto";
import { monotonicFactory } from "ulid";
import { AwsError } from "@/infrastructure/local/aws-error";
import { type AsyncCall, type AsyncRequest, toAsyncRequest } from "./async-request";
import { EndpointRunner } from "./endpoint-runner";
import type { Tools } from "./options";
import { ACCOUNT_ID, type Endpoint } from "./resources";

/** All live endpoints of the embedded SageMaker. */
export class Endpoints {
  readonly #tools: Tools;
  readonly #runnersByName = new Map<string, EndpointRunner>();
  readonly #deletions = new Set<Promise<void>>();
  readonly #nextId = monotonicFactory();

  constructor(tools: Tools) {
    this.#tools = tools;
  }

  /**
   * Brings back every endpoint with its queue. One that failed is tried again: on this computer
   * the reason may be gone after a restart. One that was being deleted is deleted.
   */
  async resume(): Promise<void> {
    const requests = await this.#tools.store.requests.list();
    for (const endpoint of await this.#tools.store.endpoints.list()) {
      const { EndpointName } = endpoint.input;
      const status = endpoint.status === "Failed" ? "Creating" : endpoint.status;
      const runner = this.#run({ ...endpoint, status, failureReason: undefined });
      runner.queue.resume(requests.filter((request) => request.endpointName === EndpointName));
      if (status === "Deleting") this.delete(EndpointName);
      else await runner.start();
    }
  }

  find(name: string): EndpointRunner | undefined {
    return this.#runnersByName.get(name);
  }

  async create(endpoint: Endpoint): Promise<void> {
    await this.#tools.store.endpoints.put(endpoint.input.EndpointName, endpoint);
    const runner = this.#run(endpoint);
    await runner.start();
  }

  /** Begins the deletion; the endpoint is described as Deleting until its workers have ended. */
  delete(name: string): void {
    const runner = this.#runnersByName.get(name);
    if (!runner) return;
    const deletion = runner
      .delete()
      .then(() => this.#runnersByName.delete(name))
      .catch((error: unknown) =>
        console.error(`Deleting ${name} goes on at the next start.`, error),
      )
      .then(() => void this.#deletions.delete(deletion));
    this.#deletions.add(deletion);
  }

  /** Queues a request; it is safe when this resolves. Throws AwsError. */
  async invokeAsync(call: AsyncCall): Promise<AsyncRequest> {
    const { endpoint, queue } = this.#runnersByName.get(call.endpointName) ?? {};
    if (!endpoint || !queue) {
      const whose = `of account ${ACCOUNT_ID}`;
      throw new AwsError("ValidationError", `Endpoint ${call.endpointName} ${whose} not found.`);
    }
    if (endpoint.status !== "InService") {
      throw new AwsError(
        "ValidationError",
        `Endpoint ${call.endpointName} is not InService: it is ${endpoint.status}.`,
      );
    }
    if (!endpoint.config.AsyncInferenceConfig) {
      throw new AwsError("ValidationError", `Endpoint ${call.endpointName} is not asynchronous.`);
    }
    const stamp = { id: this.#nextId(), uuid: randomUUID(), nowMs: this.#tools.now() };
    const request = toAsyncRequest(call, endpoint.config.AsyncInferenceConfig, stamp);
    await queue.add(request);
    return request;
  }

  async close(): Promise<void> {
    await Promise.all(this.#deletions);
    await Promise.all([...this.#runnersByName.values()].map((runner) => runner.close()));
  }

  #run(endpoint: Endpoint): EndpointRunner {
    const runner = new EndpointRunner(this.#tools, endpoint);
    this.#runnersByName.set(endpoint.input.EndpointName, runner);
    return runner;
  }
}
