import * as z from "zod";

/** Account and region of everything that the embedded AWS makes up an ARN for. */
export const ACCOUNT_ID = "000000000000";
export const REGION = "us-east-1";

export type ResourceKind = "model" | "endpoint-config" | "endpoint";

/** SageMaker writes names in ARNs in lower case. */
export const resourceArn = (kind: ResourceKind, name: string): string =>
  `arn:aws:sagemaker:${REGION}:${ACCOUNT_ID}:${kind}/${name.toLowerCase()}`;

export const ResourceName = z
  .string()
  .regex(/^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/, "1 to 63 letters, digits and inner hyphens");

const S3Uri = z
  .string()
  .max(1024)
  .regex(/^(s3):\/\/[^/]+\/?.*$/, "an s3:// URI");
const TopicArn = z.string().max(2048).startsWith("arn:");

/** Members that the embedded SageMaker acts on; others are kept and described unchanged. */
export const CreateModelInput = z.looseObject({
  ModelName: ResourceName,
  ExecutionRoleArn: z.string().min(20).max(2048).optional(),
  PrimaryContainer: z.looseObject({
    Image: z.string().min(1).max(255),
    Environment: z.record(z.string().max(1024), z.string().max(1024)).default({}),
  }),
});
export type CreateModelInput = z.infer<typeof CreateModelInput>;

const ProductionVariant = z.looseObject({
  VariantName: ResourceName,
  ModelName: ResourceName,
  InstanceType: z.string().min(1),
  InitialInstanceCount: z.int().min(1).max(8).default(1),
});

export const AsyncInferenceConfig = z.looseObject({
  ClientConfig: z
    .looseObject({ MaxConcurrentInvocationsPerInstance: z.int().min(1).max(1000).optional() })
    .optional(),
  OutputConfig: z.looseObject({
    S3OutputPath: S3Uri,
    S3FailurePath: S3Uri.optional(),
    NotificationConfig: z
      .looseObject({ SuccessTopic: TopicArn.optional(), ErrorTopic: TopicArn.optional() })
      .optional(),
  }),
});
export type AsyncInferenceConfig = z.infer<typeof AsyncInferenceConfig>;

export const CreateEndpointConfigInput = z.looseObject({
  EndpointConfigName: ResourceName,
  ProductionVariants: z
    .array(ProductionVariant)
    .length(1, "exactly one variant, since the embedded SageMaker does not split traffic"),
  AsyncInferenceConfig: AsyncInferenceConfig.optional(),
});
export type CreateEndpointConfigInput = z.infer<typeof CreateEndpointConfigInput>;

export const CreateEndpointInput = z.looseObject({
  EndpointName: ResourceName,
  EndpointConfigName: ResourceName,
});
export type CreateEndpointInput = z.infer<typeof CreateEndpointInput>;

/** What is stored of a resource; times are ISO-8601. */
interface Created<Input> {
  input: Input;
  createdAt: string;
}
export type Model = Created<CreateModelInput>;
export type EndpointConfig = Created<CreateEndpointConfigInput>;

type EndpointStatus = "Creating" | "InService" | "Deleting" | "Failed";
export interface Endpoint extends Created<CreateEndpointInput> {
  status: EndpointStatus;
  failureReason?: string;
  modifiedAt: string;
  /** As they were when the endpoint was made: a deleted configuration does not stop it. */
  config: CreateEndpointConfigInput;
  model: CreateModelInput;
}

/** AWS JSON carries times as seconds since 1970. */
export const toEpochSeconds = (instant: string): number => Date.parse(instant) / 1000;
