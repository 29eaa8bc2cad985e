import type { IncomingHttpHeaders } from "node:http";
import * as z from "zod";
import { AwsError } from "@/infrastructure/local/aws-error";
import type { AsyncInferenceConfig } from "./resources";

/** How a request ended. */
export type Outcome =
  | { status: "Completed"; contentType: string }
  | { status: "Failed"; reason: string };

/** One acknowledged `InvokeEndpointAsync`, kept until its end has been told. */
export interface AsyncRequest {
  /** ULID; the queue is in this order. */
  id: string;
  inferenceId: string;
  endpointName: string;
  payload: { bodyBase64: string } | { inputLocation: string };
  contentType: string;
  accept: string | null;
  customAttributes: string | null;
  receivedAt: string;
  /** Milliseconds since 1970 after which it is no longer delivered. */
  expiresAtMs: number;
  invocationTimeoutSeconds: number;
  outputLocation: string;
  failureLocation: string | null;
  /** Workers that ended while they handled it. */
  workerDeaths: number;
  /** Set once the result is stored; only the notification is still owed. */
  outcome: Outcome | null;
}

const INLINE_BODY_BYTES_MAX = 128_000;
const PREFIX = "x-amzn-sagemaker-";

const wholeNumber = (name: string, min: number, max: number, otherwise: number) =>
  z
    .string()
    .regex(/^\d+$/, `${name} must be a whole number`)
    .transform(Number)
    .pipe(
      z
        .number()
        .refine((value) => value >= min && value <= max, `${name} must be ${min} to ${max}`),
    )
    .default(otherwise);

/** Limits as in the service model of SageMaker Runtime. */
const Headers = z.object({
  "content-type": z.string().max(1024).default("application/octet-stream"),
  accept: z.string().max(1024).optional(),
  "custom-attributes": z.string().max(1024).optional(),
  "inference-id": z
    .string()
    .regex(/^[ -~]{1,64}$/)
    .optional(),
  inputlocation: z
    .string()
    .max(1024)
    .regex(/^s3:\/\/[^/]+\/.+$/, "s3:// URI")
    .optional(),
  s3outputpathextension: z
    .string()
    .min(1)
    .max(512)
    .regex(/^[\w!.*'()/-]+$/, "only letters, digits and !-_.*'()/")
    .refine((path) => !path.split("/").includes(".."), "no .. segment")
    .optional(),
  filename: z
    .string()
    .min(1)
    .max(32)
    .regex(/^[\w-]+(\.[\w-]+)?$/, "letters, digits, - and _, with one dot at most")
    .optional(),
  requestttlseconds: wholeNumber("RequestTTLSeconds", 60, 21_600, 21_600),
  invocationtimeoutseconds: wholeNumber("InvocationTimeoutSeconds", 1, 3600, 900),
});

export interface AsyncCall {
  endpointName: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/**
 * Checks a call and says where its result will be.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpointAsync.html
 */
export function toAsyncRequest(
  call: AsyncCall,
  { OutputConfig }: AsyncInferenceConfig,
  stamp: { id: string; uuid: string; nowMs: number },
): AsyncRequest {
  const headers = parseHeaders(call.headers);
  const { s3outputpathextension: extension, filename } = headers;
  const { S3OutputPath, S3FailurePath } = OutputConfig;
  return {
    id: stamp.id,
    inferenceId: headers["inference-id"] ?? stamp.uuid,
    endpointName: call.endpointName,
    payload: toPayload(call.body, headers.inputlocation),
    contentType: headers["content-type"],
    accept: headers.accept ?? null,
    customAttributes: headers["custom-attributes"] ?? null,
    receivedAt: new Date(stamp.nowMs).toISOString(),
    expiresAtMs: stamp.nowMs + headers.requestttlseconds * 1000,
    invocationTimeoutSeconds: headers.invocationtimeoutseconds,
    outputLocation: joinUri(S3OutputPath, extension, filename ?? `${stamp.uuid}.out`),
    failureLocation: S3FailurePath ? joinUri(S3FailurePath, `${stamp.uuid}-error.out`) : null,
    workerDeaths: 0,
    outcome: null,
  };
}

function parseHeaders(received: IncomingHttpHeaders) {
  const own = Object.entries(received)
    .filter(([name]) => name.startsWith(PREFIX))
    .map(([name, value]) => [name.slice(PREFIX.length), value]);
  const checked = Headers.safeParse(Object.fromEntries(own));
  if (checked.success) return checked.data;
  const problems = checked.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  throw new AwsError("ValidationError", problems.join("; "));
}

function toPayload(body: Buffer, inputLocation: string | undefined): AsyncRequest["payload"] {
  if (inputLocation !== undefined) {
    if (body.length === 0) return { inputLocation };
    throw new AwsError("ValidationError", "Give either InputLocation or Body, not both.");
  }
  if (body.length === 0) {
    throw new AwsError("ValidationError", "One of InputLocation or Body is required.");
  }
  if (body.length > INLINE_BODY_BYTES_MAX) {
    throw new AwsError(
      "ValidationError",
      `Body may have at most ${INLINE_BODY_BYTES_MAX} bytes: put it into S3 and send InputLocation.`,
    );
  }
  return { bodyBase64: body.toString("base64") };
}

const joinUri = (path: string, ...parts: (string | undefined)[]): string =>
  [path.replace(/\/+$/, ""), ...parts.map((part) => part?.replace(/^\/+|\/+$/g, ""))]
    .filter(Boolean)
    .join("/");
