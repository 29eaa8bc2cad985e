import { notInThisState, Refusal } from "@/lib/rules/refusal";

interface SdkFailure extends Error {
  $metadata?: { httpStatusCode?: number };
}

const NO_CAPACITY =
  "AWS has no free instance of this type just now. Try again later, or choose another type.";
const NO_ANSWER = "SageMaker does not answer just now. Try again in a minute.";

/** Sentences for the reasons with which SageMaker marks an endpoint as failed. */
const ENDPOINT_FAILURES: { pattern: RegExp; sentence: string }[] = [
  { pattern: /InsufficientInstanceCapacity|unable to provision/i, sentence: NO_CAPACITY },
  {
    pattern: /ResourceLimitExceeded|service limit/i,
    sentence:
      "Your AWS account may not run so many instances of this type. Ask for more in Service Quotas.",
  },
  {
    pattern: /CannotPullContainer|\bECR\b|image .*(not exist|not found|denied)/i,
    sentence:
      "AWS cannot read the container image. Check that it is in ECR and that the role may pull it.",
  },
  {
    pattern: /out of memory/i,
    sentence: "The instance has too little memory for this. Choose a larger instance type.",
  },
  {
    pattern: /ping health check|startup health check/i,
    sentence: "The container did not become healthy in time. Its log in CloudWatch tells why.",
  },
];

/** One plain sentence for SageMaker's reason; reasons we do not know are shown as they are. */
export const endpointFailureSentence = (reason: string): string =>
  ENDPOINT_FAILURES.find(({ pattern }) => pattern.test(reason))?.sentence ?? reason;

/** "… is 2 Instances, with current utilization of 1 Instances and a request delta of 4 …" */
function limitReached(error: Error): Refusal {
  const [limit = 0, current = 0] = [
    /is (\d+) Instances?/.exec(error.message)?.[1],
    /utilization of (\d+)/.exec(error.message)?.[1],
  ].map((digits) => Number(digits ?? 0));
  return new Refusal(
    "limit_reached",
    { limit, current },
    {
      message: `Your AWS account may run ${limit} instances of this type and runs ${current}. Ask for more in Service Quotas, or choose another type.`,
      internal: error.message,
      cause: error,
    },
  );
}

const unavailable = (error: Error, message: string) =>
  new Refusal("unavailable", {}, { message, internal: `SageMaker: ${error.name}`, cause: error });

const notInService = (state: string, message: string) =>
  notInThisState(state, ["in_service"], message);

function isSilent(error: SdkFailure): boolean {
  const status = error.$metadata?.httpStatusCode;
  if (status !== undefined) return status >= 500 || status === 429;
  // Without an answer of the service it is the network: refused, reset, timed out, unknown host.
  return "code" in error && typeof error.code === "string";
}

const BUSY = new Set([
  "ServiceUnavailable",
  "ThrottlingException",
  "TimeoutError",
  "TooManyRequestsException",
]);

/** SageMaker has one error for all of these; only its sentence tells which it is. */
const isValidation = (error: unknown, sentence: RegExp): error is Error =>
  error instanceof Error &&
  /^Validation(Error|Exception)$/.test(error.name) &&
  sentence.test(error.message);

export const isAbsent = (error: unknown) =>
  isValidation(error, /could not find|not found|does not exist/i);

export const exists = (error: unknown) => isValidation(error, /already exist/i);

/** What may be told about a call that SageMaker refused; faults of ours stay as they are. */
export function computeFailure(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (error.name === "ResourceLimitExceeded") return limitReached(error);
  if (/InsufficientInstanceCapacity/.test(`${error.name} ${error.message}`)) {
    return unavailable(error, NO_CAPACITY);
  }
  if (BUSY.has(error.name) || isSilent(error)) return unavailable(error, NO_ANSWER);
  if (isAbsent(error)) {
    return notInService("absent", "AWS does not have this endpoint any more. Choose another one.");
  }
  if (isValidation(error, /not in ?service|not ready/i)) {
    return notInService("not_in_service", "This endpoint is not in service yet. Try again later.");
  }
  return error;
}
