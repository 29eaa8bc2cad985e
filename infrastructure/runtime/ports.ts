import { createDocumentClient } from "@/infrastructure/adapters/dynamodb/document-client";
import { createStores } from "@/infrastructure/adapters/dynamodb/stores";
import { createPasswordHasher } from "@/infrastructure/adapters/passwords/argon2";
import { createObjectStore } from "@/infrastructure/adapters/s3/object-store";
import { createCompute } from "@/infrastructure/adapters/sagemaker/compute";
import { systemClock } from "@/infrastructure/adapters/system/clock";
import { createIds } from "@/infrastructure/adapters/system/ids";
import { objectKeys } from "@/infrastructure/storage/keys";
import { readDeployment } from "./deployment";
import { env } from "./env";
import { createLogger } from "./logger";
import { once } from "./once";

/**
 * The ports made real, a group for each outside system: a Lambda that names only the groups it
 * needs is bundled without the others. Each is made at its first use and kept by the process.
 */
const now = () => systemClock.now();

export const systemPorts = once(() => ({
  clock: systemClock,
  ids: createIds(systemClock),
  log: createLogger(),
}));

export const deploymentPorts = once(() => ({ deployment: readDeployment() }));

export const storePorts = once(() =>
  createStores({ client: createDocumentClient(), tableName: env.tableName, now }),
);

export const objectPorts = once(() => ({
  objectKeys,
  objects: createObjectStore({ bucket: env.bucketName, forcePathStyle: env.s3PathStyle, now }),
}));

export const computePorts = once(() => ({
  compute: createCompute({
    region: env.region,
    bucket: env.bucketName,
    roleArn: env.sagemakerRoleArn,
    resultTopicArn: env.resultTopicArn,
  }),
}));

export const passwordPorts = once(() => ({ passwords: createPasswordHasher() }));
