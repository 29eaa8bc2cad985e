/**
 * Environment variables of the middleware: the stack and the laptop's start script set them,
 * `runtime/env.ts` reads them. Region, credentials and service addresses are the SDK's own
 * (`AWS_REGION`, `AWS_ACCESS_KEY_ID`, `AWS_ENDPOINT_URL_*`).
 */
export const ENVIRONMENT = {
  tableName: "ATELIER_TABLE_NAME",
  bucketName: "ATELIER_BUCKET_NAME",
  /** Id or ARN of the secret that holds the connection's API token. */
  tokenSecretId: "ATELIER_TOKEN_SECRET_ID",
  /** Topic that SageMaker tells about jobs that have succeeded or failed. */
  resultTopicArn: "ATELIER_RESULT_TOPIC_ARN",
  /** Role that SageMaker endpoints run with. */
  sagemakerRoleArn: "ATELIER_SAGEMAKER_ROLE_ARN",
  /** `true` for S3 servers that have no host name for each bucket. */
  s3PathStyle: "ATELIER_S3_PATH_STYLE",
  /** Origin that browsers load the console from. */
  consoleOrigin: "ATELIER_CONSOLE_ORIGIN",
  /** Address of the API where the request itself does not tell it, without a trailing slash. */
  apiBaseUrl: "ATELIER_API_BASE_URL",
} as const;

export type EnvironmentName = (typeof ENVIRONMENT)[keyof typeof ENVIRONMENT];
