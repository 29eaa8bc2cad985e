import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  type SageMakerClient,
} from "@aws-sdk/client-sagemaker";
import { objectKeys } from "@/infrastructure/storage/keys";
import type { Compute } from "@/lib/ports/compute";
import { computeFailure, exists } from "./aws-failures";

/** What every endpoint of this middleware shares. */
export interface EndpointSurroundings {
  bucket: string;
  roleArn: string;
  resultTopicArn: string;
}

type EndpointRequest = Parameters<Compute["createEndpoint"]>[0];

const VARIANT = "main";
/** Pulling a 15 GB image takes about 9 minutes the first time. */
const STARTUP_SECONDS_MAX = 15 * 60;

/** One request at a time: others wait in SageMaker's queue, where they do not time out. */
const asyncInference = ({ bucket, resultTopicArn }: EndpointSurroundings) => ({
  ClientConfig: { MaxConcurrentInvocationsPerInstance: 1 },
  OutputConfig: {
    S3OutputPath: `s3://${bucket}/${objectKeys.asyncOutputs}`,
    S3FailurePath: `s3://${bucket}/${objectKeys.asyncFailures}`,
    NotificationConfig: { SuccessTopic: resultTopicArn, ErrorTopic: resultTopicArn },
  },
});

async function unlessExists(create: () => Promise<unknown>): Promise<void> {
  try {
    await create();
  } catch (error) {
    if (!exists(error)) throw computeFailure(error);
  }
}

/** Make model, configuration and endpoint under one name; repeating keeps what is there. */
export async function createEndpoint(
  client: SageMakerClient,
  surroundings: EndpointSurroundings,
  { sagemakerName, image, instanceType, instanceCount }: EndpointRequest,
): Promise<void> {
  const model = new CreateModelCommand({
    ModelName: sagemakerName,
    ExecutionRoleArn: surroundings.roleArn,
    PrimaryContainer: { Image: image },
  });
  const configuration = new CreateEndpointConfigCommand({
    EndpointConfigName: sagemakerName,
    ProductionVariants: [
      {
        VariantName: VARIANT,
        ModelName: sagemakerName,
        // SageMaker checks the type itself and knows more of them than the SDK's list.
        InstanceType: instanceType as "ml.g5.xlarge",
        InitialInstanceCount: instanceCount,
        ContainerStartupHealthCheckTimeoutInSeconds: STARTUP_SECONDS_MAX,
      },
    ],
    AsyncInferenceConfig: asyncInference(surroundings),
  });
  const endpoint = new CreateEndpointCommand({
    EndpointName: sagemakerName,
    EndpointConfigName: sagemakerName,
  });
  await unlessExists(() => client.send(model));
  await unlessExists(() => client.send(configuration));
  await unlessExists(() => client.send(endpoint));
}
