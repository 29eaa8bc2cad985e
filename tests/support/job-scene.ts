import { ENGINE_FILES, type EngineProgress, type EngineResult } from "@/lib/contract/engine";
import type { EndpointRow } from "@/lib/ports/endpoints";
import type { InferenceRow } from "@/lib/ports/inferences";
import type { ModelRow } from "@/lib/ports/models";
import type { Middleware, Person } from "./middleware";
import { endpointRow, inferenceRow, modelRow, PARAMETERS } from "./rows";
import { failureKey, outputKey } from "./sagemaker-double";

/** An endpoint, a model and the means to play the worker that serves them. */
export class JobScene {
  private constructor(
    private readonly middleware: Middleware,
    readonly endpoint: EndpointRow,
    readonly model: ModelRow,
  ) {}

  static async build(
    middleware: Middleware,
    endpointChange: Partial<EndpointRow> = {},
    modelChange: Partial<ModelRow> = {},
  ): Promise<JobScene> {
    const { endpoints, ids, models } = middleware.ports;
    const endpoint = endpointRow(ids.next(), endpointChange);
    const model = modelRow(ids.next(), modelChange);
    await endpoints.create(endpoint);
    await models.create(model, undefined);
    return new JobScene(middleware, endpoint, model);
  }

  /** A request for a job that this scene can run. */
  request(change: object = {}) {
    return {
      endpointId: this.endpoint.id,
      modelId: this.model.id,
      parameters: { ...PARAMETERS, ...change },
    };
  }

  /** A job's row, written as if its owner had just created it and SageMaker had taken it. */
  async job(person: Person, change: Partial<InferenceRow> = {}): Promise<InferenceRow> {
    const { ids, inferences, objects } = this.middleware.ports;
    const { id, name, engine, sagemakerName } = this.endpoint;
    const { key, sizeBytes } = this.model;
    const { id: ownerId, name: ownerName } = this.middleware.actor(person);
    const jobId = ids.next();
    const row = inferenceRow(jobId, {
      owner: { id: ownerId, name: ownerName },
      endpoint: { id, name, engine, sagemakerName },
      model: { id: this.model.id, name: this.model.name, key, sizeBytes },
      submission: {
        at: new Date().toISOString(),
        outputLocation: objects.uri(outputKey(jobId)),
        failureLocation: objects.uri(failureKey(jobId)),
      },
      ...change,
    });
    await inferences.create(row, undefined);
    return row;
  }

  private write(key: string, content: object | string) {
    const text = typeof content === "string" ? content : JSON.stringify(content);
    return this.middleware.ports.objects.writeText(key, text, "application/json");
  }

  private file(jobId: string, name: string) {
    return this.middleware.ports.objectKeys.inferencePrefix(jobId) + name;
  }

  writeProgress = (jobId: string, progress: EngineProgress) =>
    this.write(this.file(jobId, ENGINE_FILES.progress), progress);

  writeResult = (jobId: string, result: EngineResult | string) =>
    this.write(this.file(jobId, ENGINE_FILES.result), result);

  /** SageMaker's own copy of what the worker has answered. */
  writeOutput = (jobId: string, output: EngineResult | string) =>
    this.write(outputKey(jobId), output);

  writeFailure = (jobId: string, failure: object | string) =>
    this.write(failureKey(jobId), failure);

  readStopFlag = (jobId: string) =>
    this.middleware.ports.objects.readText(this.file(jobId, ENGINE_FILES.stop));
}
