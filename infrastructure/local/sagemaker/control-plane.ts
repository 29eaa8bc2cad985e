import * as z from "zod";
import { AwsError } from "@/infrastructure/local/aws-error";
import { type Operations, operation } from "@/infrastructure/local/json-protocol";
import type { EndpointRunner } from "./endpoint-runner";
import type { Endpoints } from "./endpoints";
import {
  CreateEndpointConfigInput,
  CreateEndpointInput,
  CreateModelInput,
  type ResourceKind,
  ResourceName,
  resourceArn,
  toEpochSeconds,
} from "./resources";
import type { Collection, SageMakerStore } from "./store";

const WORDS: Record<ResourceKind, string> = {
  model: "model",
  "endpoint-config": "endpoint configuration",
  endpoint: "endpoint",
};

const notFound = (kind: ResourceKind, name: string) =>
  new AwsError(
    "ValidationException",
    `Could not find ${WORDS[kind]} "${resourceArn(kind, name)}".`,
  );

const alreadyExists = (kind: ResourceKind, name: string) =>
  new AwsError(
    "ValidationException",
    `Cannot create already existing ${WORDS[kind]} "${resourceArn(kind, name)}".`,
  );

async function get<Row>(rows: Collection<Row>, kind: ResourceKind, name: string): Promise<Row> {
  const row = await rows.find(name);
  if (!row) throw notFound(kind, name);
  return row;
}

async function insert<Row>(rows: Collection<Row>, kind: ResourceKind, name: string, row: Row) {
  if (await rows.find(name)) throw alreadyExists(kind, name);
  await rows.put(name, row);
}

/** Operations of the control plane, refusing what AWS refuses in AWS's words. */
export function controlPlane(store: SageMakerStore, endpoints: Endpoints): Operations {
  return {
    ...modelOperations(store),
    ...configOperations(store),
    ...endpointOperations(store, endpoints),
  };
}

const OneModel = z.looseObject({ ModelName: ResourceName });
const OneConfig = z.looseObject({ EndpointConfigName: ResourceName });
const OneEndpoint = z.looseObject({ EndpointName: ResourceName });

const nowIso = () => new Date().toISOString();

function modelOperations({ models }: SageMakerStore): Operations {
  return {
    CreateModel: operation(CreateModelInput, async (input) => {
      await insert(models, "model", input.ModelName, { input, createdAt: nowIso() });
      return { ModelArn: resourceArn("model", input.ModelName) };
    }),
    DescribeModel: operation(OneModel, async ({ ModelName }) => {
      const { input, createdAt } = await get(models, "model", ModelName);
      const ModelArn = resourceArn("model", ModelName);
      return { ...input, ModelArn, CreationTime: toEpochSeconds(createdAt) };
    }),
    DeleteModel: operation(OneModel, async ({ ModelName }) => {
      await get(models, "model", ModelName);
      await models.delete(ModelName);
      return {};
    }),
  };
}

function configOperations({ configs, models }: SageMakerStore): Operations {
  const kind = "endpoint-config";
  return {
    CreateEndpointConfig: operation(CreateEndpointConfigInput, async (input) => {
      const name = input.EndpointConfigName;
      for (const { ModelName } of input.ProductionVariants) await get(models, "model", ModelName);
      await insert(configs, kind, name, { input, createdAt: nowIso() });
      return { EndpointConfigArn: resourceArn(kind, name) };
    }),
    DescribeEndpointConfig: operation(OneConfig, async ({ EndpointConfigName: name }) => {
      const { input, createdAt } = await get(configs, kind, name);
      const EndpointConfigArn = resourceArn(kind, name);
      return { ...input, EndpointConfigArn, CreationTime: toEpochSeconds(createdAt) };
    }),
    DeleteEndpointConfig: operation(OneConfig, async ({ EndpointConfigName: name }) => {
      await get(configs, kind, name);
      await configs.delete(name);
      return {};
    }),
  };
}

function endpointOperations(store: SageMakerStore, endpoints: Endpoints): Operations {
  return {
    CreateEndpoint: operation(CreateEndpointInput, async (input) => {
      const { EndpointName, EndpointConfigName } = input;
      const config = await get(store.configs, "endpoint-config", EndpointConfigName);
      // The schema asks for exactly one variant.
      const { ModelName } = config.input.ProductionVariants[0]!;
      const model = await get(store.models, "model", ModelName);
      if (endpoints.find(EndpointName)) throw alreadyExists("endpoint", EndpointName);
      const createdAt = nowIso();
      await endpoints.create({
        input,
        config: config.input,
        model: model.input,
        status: "Creating",
        createdAt,
        modifiedAt: createdAt,
      });
      return { EndpointArn: resourceArn("endpoint", EndpointName) };
    }),
    DescribeEndpoint: operation(OneEndpoint, async ({ EndpointName }) => {
      const runner = endpoints.find(EndpointName);
      if (!runner) throw notFound("endpoint", EndpointName);
      return toDescription(runner);
    }),
    DeleteEndpoint: operation(OneEndpoint, async ({ EndpointName }) => {
      const runner = endpoints.find(EndpointName);
      if (!runner) throw notFound("endpoint", EndpointName);
      if (runner.endpoint.status === "Deleting") {
        throw new AwsError("ValidationException", "Cannot delete an endpoint that is Deleting.");
      }
      endpoints.delete(EndpointName);
      return {};
    }),
  };
}

function toDescription({ endpoint, readyInstances }: EndpointRunner): object {
  const { input, config, status, failureReason } = endpoint;
  return {
    EndpointName: input.EndpointName,
    EndpointArn: resourceArn("endpoint", input.EndpointName),
    EndpointConfigName: input.EndpointConfigName,
    EndpointStatus: status,
    ...(failureReason !== undefined && { FailureReason: failureReason.slice(0, 1024) }),
    ProductionVariants: config.ProductionVariants.map((variant) => ({
      VariantName: variant.VariantName,
      CurrentWeight: 1,
      DesiredWeight: 1,
      CurrentInstanceCount: readyInstances,
      DesiredInstanceCount: variant.InitialInstanceCount,
    })),
    AsyncInferenceConfig: config.AsyncInferenceConfig,
    CreationTime: toEpochSeconds(endpoint.createdAt),
    LastModifiedTime: toEpochSeconds(endpoint.modifiedAt),
  };
}
