import { ENVIRONMENT } from "@/infrastructure/storage/environment";
import type { Credentials } from "./aws/sigv4";
import { ACCOUNT_ID, REGION } from "./sagemaker/resources";

/** Names of what the embedded AWS holds. */
export const NAMES = {
  table: "atelier",
  bucket: "atelier",
  tokenSecret: "atelier/api-token",
  resultTopicArn: `arn:aws:sns:${REGION}:${ACCOUNT_ID}:atelier-results`,
  sagemakerRoleArn: `arn:aws:iam::${ACCOUNT_ID}:role/atelier-endpoints`,
};

export interface Addresses {
  s3: string;
  dynamodb: string;
  sagemaker: string;
  secretsManager: string;
}

/** Every variable that a Lambda or a worker needs to find the embedded AWS. */
export function environmentOf(
  addresses: Addresses,
  credentials: Credentials,
  consoleOrigin: string,
): Record<string, string> {
  return {
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_ENDPOINT_URL_S3: addresses.s3,
    AWS_ENDPOINT_URL_DYNAMODB: addresses.dynamodb,
    AWS_ENDPOINT_URL_SAGEMAKER: addresses.sagemaker,
    AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME: addresses.sagemaker,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: addresses.secretsManager,
    AWS_EC2_METADATA_DISABLED: "true",
    // The SDK would fill every log with what it thinks of this version of Node.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    [ENVIRONMENT.tableName]: NAMES.table,
    [ENVIRONMENT.bucketName]: NAMES.bucket,
    [ENVIRONMENT.tokenSecretId]: NAMES.tokenSecret,
    [ENVIRONMENT.resultTopicArn]: NAMES.resultTopicArn,
    [ENVIRONMENT.sagemakerRoleArn]: NAMES.sagemakerRoleArn,
    [ENVIRONMENT.s3PathStyle]: "true",
    [ENVIRONMENT.consoleOrigin]: consoleOrigin,
  };
}

/**
 * Makes `environment` this process's own. A person's AWS variables go first: with AWS_PROFILE set,
 * the SDK would skip the keys given here and talk to their real account.
 */
export function applyEnvironment(environment: Record<string, string>): void {
  for (const name of Object.keys(process.env)) {
    if (name.startsWith("AWS_")) delete process.env[name];
  }
  Object.assign(process.env, environment);
}
