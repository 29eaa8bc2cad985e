import { ENVIRONMENT, type EnvironmentName } from "@/infrastructure/storage/environment";

function required(name: EnvironmentName | "AWS_REGION"): string {
  const value = process.env[name];
  if (!value) throw new Error(`The environment variable ${name} is not set.`);
  return value;
}

/**
 * The middleware's environment, and the only place that reads it. Each value is read when it is
 * asked for, since no Lambda is given more than it needs.
 */
export const env = {
  get tableName() {
    return required(ENVIRONMENT.tableName);
  },
  get bucketName() {
    return required(ENVIRONMENT.bucketName);
  },
  get tokenSecretId() {
    return required(ENVIRONMENT.tokenSecretId);
  },
  get resultTopicArn() {
    return required(ENVIRONMENT.resultTopicArn);
  },
  get sagemakerRoleArn() {
    return required(ENVIRONMENT.sagemakerRoleArn);
  },
  get s3PathStyle() {
    return process.env[ENVIRONMENT.s3PathStyle] === "true";
  },
  get apiBaseUrl() {
    return process.env[ENVIRONMENT.apiBaseUrl];
  },
  get region() {
    return required("AWS_REGION");
  },
  /** Where the SDK finds S3 if not at AWS itself. */
  get s3Endpoint() {
    return process.env.AWS_ENDPOINT_URL_S3;
  },
};
