/** Why a signature was refused, before it is put in the words of a service. */
export type RefusalReason =
  | "anonymous"
  | "malformed-header"
  | "malformed-query"
  | "unknown-key"
  | "wrong-scope"
  | "skewed"
  | "expired"
  | "unsigned-header"
  | "missing-payload-hash"
  | "payload-mismatch"
  | "mismatch";

export class SignatureRefusal extends Error {
  constructor(
    readonly reason: RefusalReason,
    readonly detail?: string,
  ) {
    super(reason);
  }
}

type Refusals = Record<RefusalReason, { code: string; message: string }>;

const MISMATCH =
  "The request signature we calculated does not match the signature you provided. Check your AWS secret access key and signing method.";
const UNSIGNED = "There were headers present in the request which were not signed";

/** Source: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const S3_REFUSALS: Refusals = {
  anonymous: { code: "AccessDenied", message: "Access Denied" },
  "malformed-header": {
    code: "AuthorizationHeaderMalformed",
    message: "The authorization header that you provided is not valid",
  },
  "malformed-query": {
    code: "AuthorizationQueryParametersError",
    message: "The authorization query parameters that you provided are not valid",
  },
  "unknown-key": {
    code: "InvalidAccessKeyId",
    message: "The AWS access key ID that you provided does not exist in our records.",
  },
  "wrong-scope": {
    code: "AuthorizationHeaderMalformed",
    message: "The credential scope is not valid",
  },
  skewed: {
    code: "RequestTimeTooSkewed",
    message: "The difference between the request time and the server's time is too large.",
  },
  expired: { code: "AccessDenied", message: "Request has expired" },
  "unsigned-header": { code: "AccessDenied", message: UNSIGNED },
  "missing-payload-hash": {
    code: "InvalidRequest",
    message: "Missing required header for this request: x-amz-content-sha256",
  },
  "payload-mismatch": {
    code: "XAmzContentSHA256Mismatch",
    message: "The provided 'x-amz-content-sha256' header does not match what was computed.",
  },
  mismatch: { code: "SignatureDoesNotMatch", message: MISMATCH },
};

const incomplete = (message: string) => ({ code: "IncompleteSignatureException", message });
const invalid = (message: string) => ({ code: "InvalidSignatureException", message });

/** Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html */
const JSON_REFUSALS: Refusals = {
  anonymous: {
    code: "MissingAuthenticationTokenException",
    message: "Request is missing Authentication Token",
  },
  "malformed-header": incomplete("The Authorization header is not a complete SigV4 signature"),
  "malformed-query": incomplete("The query is not a complete SigV4 signature"),
  "unknown-key": {
    code: "UnrecognizedClientException",
    message: "The security token included in the request is invalid.",
  },
  "wrong-scope": invalid("The credential scope is not valid"),
  skewed: invalid("Signature expired or not yet current"),
  expired: invalid("Signature expired"),
  "unsigned-header": invalid(UNSIGNED),
  "missing-payload-hash": incomplete("The hash of the body is missing"),
  "payload-mismatch": invalid(MISMATCH),
  mismatch: invalid(MISMATCH),
};

/** The code and sentence with which `service` tells a caller about `refusal`. */
export function refusalToError(
  refusal: SignatureRefusal,
  service: string,
): { code: string; message: string } {
  const { code, message } = (service === "s3" ? S3_REFUSALS : JSON_REFUSALS)[refusal.reason];
  return { code, message: refusal.detail ? `${message}: ${refusal.detail}` : message };
}
