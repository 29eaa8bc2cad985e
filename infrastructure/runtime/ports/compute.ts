import { createCompute } from "@/infrastructure/adapters/sagemaker/compute";
import { env } from "../env";
import { once } from "../once";

export const computePorts = once(() => ({
  compute: createCompute({
    region: env.region,
    bucket: env.bucketName,
    roleArn: env.sagemakerRoleArn,
    resultTopicArn: env.resultTopicArn,
  }),
}));
