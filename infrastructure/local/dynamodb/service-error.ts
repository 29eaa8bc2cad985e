/** An error as DynamoDB answers it; dynalite's errors have the same shape. */
export interface ServiceError extends Error {
  statusCode: number;
  body: { __type: string; message?: string; [member: string]: unknown };
}

export function isServiceError(error: unknown): error is ServiceError {
  return error instanceof Error && "statusCode" in error && "body" in error;
}

function serviceError(type: string, message: string, members: object = {}): ServiceError {
  const body = { __type: type, message, ...members };
  return Object.assign(new Error(message), { statusCode: 400, body });
}

const inDynamoDb = (name: string) => `com.amazonaws.dynamodb.v20120810#${name}`;
const inCoral = (name: string) => `com.amazon.coral.service#${name}`;

export const validationError = (message: string) =>
  serviceError("com.amazon.coral.validate#ValidationException", message);

export const serializationError = (message: string) =>
  serviceError(inCoral("SerializationException"), message);

export const unknownOperation = (operation: string) =>
  serviceError(
    inCoral("UnknownOperationException"),
    `The embedded DynamoDB does not have the operation "${operation}". Check x-amz-target, or run this call against AWS.`,
  );

/** A refusal by the signature check; `code` is AWS's name of it. */
export const accessError = (code: string, message: string) => serviceError(inCoral(code), message);

export const tableNotFound = (name: string) =>
  serviceError(
    inDynamoDb("ResourceNotFoundException"),
    `Requested resource not found: Table: ${name} not found`,
  );

export const tableInUse = (name: string) =>
  serviceError(inDynamoDb("ResourceInUseException"), `Table already exists: ${name}`);

export const indexNotFound = (name: string) =>
  serviceError(
    inDynamoDb("ResourceNotFoundException"),
    `Requested resource not found: Index: ${name} not found`,
  );

export const tooManyIndexUpdates = () =>
  serviceError(
    inDynamoDb("LimitExceededException"),
    "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table",
  );

export const tokenReused = () =>
  serviceError(
    inDynamoDb("IdempotentParameterMismatchException"),
    "The ClientRequestToken was used in the last 10 minutes with other parameters. Send a new token with a new transaction.",
  );

/** Why one action of a transaction did or did not stop it. `Code` is `None` if it did not. */
export interface CancellationReason {
  Code: "None" | "ConditionalCheckFailed" | "ValidationError";
  Message?: string;
  Item?: object;
}

export function transactionCanceled(reasons: CancellationReason[]): ServiceError {
  const codes = reasons.map((reason) => reason.Code).join(", ");
  return serviceError(
    inDynamoDb("TransactionCanceledException"),
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    { CancellationReasons: reasons },
  );
}

export function isConditionalCheckFailed(error: unknown): error is ServiceError {
  return isServiceError(error) && error.body.__type.endsWith("#ConditionalCheckFailedException");
}
