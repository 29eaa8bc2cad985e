import { join } from "node:path";
import { Instance } from "./instance";
import type { Tools } from "./options";
import { RequestQueue } from "./request-queue";
import type { Endpoint } from "./resources";

const NO_CAPACITY =
  "Unable to provision requested ML compute capacity due to InsufficientInstanceCapacity error. Please retry using a different ML instance type or after some time.";

/** A live endpoint: its worker processes, its queue, and its status as it is stored. */
export class EndpointRunner {
  readonly #tools: Tools;
  readonly queue: RequestQueue;
  #endpoint: Endpoint;
  #instances: Instance[] = [];

  constructor(tools: Tools, endpoint: Endpoint) {
    this.#tools = tools;
    this.#endpoint = endpoint;
    this.queue = new RequestQueue(tools, endpoint.config);
  }

  get endpoint(): Endpoint {
    return this.#endpoint;
  }

  get readyInstances(): number {
    return this.#instances.filter((instance) => instance.isReady).length;
  }

  /** Starts the workers. An image or capacity that is missing ends in Failed, as it does on AWS. */
  async start(): Promise<void> {
    const { images, faults } = this.#tools;
    const { input, model, config } = this.#endpoint;
    const { Image } = model.PrimaryContainer;
    const image = Object.hasOwn(images, Image) ? images[Image] : undefined;
    if (!image) {
      const known = Object.keys(images).join(", ");
      return this.#fail(`The image ${Image} does not exist on this computer. It has: ${known}.`);
    }
    if (faults.lacksCapacity?.(input.EndpointName)) return this.#fail(NO_CAPACITY);
    const count = config.ProductionVariants[0]?.InitialInstanceCount ?? 1;
    this.#instances = Array.from({ length: count }, () => this.#makeInstance(image));
    this.queue.serveWith(this.#instances);
    for (const instance of this.#instances) instance.start();
  }

  #makeInstance(image: { entry: string }): Instance {
    const { input, model } = this.#endpoint;
    return new Instance({
      image,
      environment: { ...this.#tools.workerEnvironment, ...model.PrimaryContainer.Environment },
      logPath: join(this.#tools.logDir, `endpoint-${input.EndpointName}.log`),
      times: this.#tools.times,
      onReady: () => void this.#serve(),
      onGivenUp: (reason) => void this.#giveUp(reason),
    });
  }

  async #serve(): Promise<void> {
    if (this.#endpoint.status === "Creating") await this.#become("InService");
    this.queue.dispatch();
  }

  /** One instance that cannot live is enough: another would fail in the same way. */
  async #giveUp(reason: string): Promise<void> {
    await this.#fail(reason);
    await Promise.all(this.#instances.map((instance) => instance.close()));
  }

  async #fail(reason: string): Promise<void> {
    await this.#become("Failed", reason);
    await this.queue.failAll(`The endpoint failed: ${reason}`);
  }

  async #become(status: Endpoint["status"], failureReason?: string): Promise<void> {
    const modifiedAt = new Date(this.#tools.now()).toISOString();
    this.#endpoint = { ...this.#endpoint, status, failureReason, modifiedAt };
    await this.#tools.store.endpoints.put(this.#endpoint.input.EndpointName, this.#endpoint);
  }

  /** Ends the workers; what is queued or under way stays on disk. */
  async close(): Promise<void> {
    this.queue.close();
    await Promise.all(this.#instances.map((instance) => instance.close()));
    await this.queue.settled();
  }

  /** Ends the workers and forgets the endpoint and its requests, settled or not, as SageMaker does. */
  async delete(): Promise<void> {
    const { EndpointName } = this.#endpoint.input;
    const { endpoints, requests } = this.#tools.store;
    await this.#become("Deleting");
    await this.close();
    for (const { id, endpointName } of await requests.list()) {
      if (endpointName === EndpointName) await requests.delete(id);
    }
    await endpoints.delete(EndpointName);
  }
}
