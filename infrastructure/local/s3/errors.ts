/**
 * Every refusal of the embedded S3: its status and its usual sentence.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
const REFUSALS = {
  AccessDenied: [403, "Access Denied"],
  AccessForbidden: [403, "CORSResponse: This CORS request is not allowed."],
  AuthorizationHeaderMalformed: [400, "The authorization header that you provided is not valid."],
  AuthorizationQueryParametersError: [400, "The authorization query parameters are not valid."],
  BadDigest: [400, "The Content-MD5 or checksum value that you specified did not match the body."],
  BadRequest: [400, "The request is not valid."],
  BucketAlreadyOwnedByYou: [409, "The bucket that you tried to create already exists."],
  BucketNotEmpty: [409, "The bucket that you tried to delete is not empty."],
  EntityTooLarge: [400, "Your proposed upload exceeds the maximum allowed object size."],
  EntityTooSmall: [400, "Your proposed upload is smaller than the minimum allowed object size."],
  IncompleteBody: [400, "The body is not as long as its headers promised."],
  InternalError: [500, "An internal error occurred. Try again."],
  InvalidAccessKeyId: [403, "The AWS access key ID that you provided does not exist."],
  InvalidArgument: [400, "An argument is not valid."],
  InvalidBucketName: [400, "The specified bucket is not valid."],
  InvalidDigest: [400, "The Content-MD5 or checksum value that you specified is not valid."],
  InvalidPart: [400, "One or more of the specified parts could not be found or its ETag differs."],
  InvalidPartOrder: [400, "The list of parts was not in ascending order."],
  InvalidRange: [416, "The requested range is not satisfiable."],
  InvalidRequest: [400, "The request is not valid."],
  InvalidTag: [400, "The tag is not valid."],
  InvalidURI: [400, "Couldn't parse the specified URI."],
  KeyTooLongError: [400, "Your key is too long: at most 1024 bytes of UTF-8 are allowed."],
  MalformedXML: [400, "The XML that you provided was not well formed."],
  MaxMessageLengthExceeded: [400, "Your request was too large."],
  MetadataTooLarge: [400, "Your metadata headers exceed the maximum allowed size of 2 KB."],
  MethodNotAllowed: [405, "The specified method is not allowed against this resource."],
  MissingContentLength: [411, "You must provide the Content-Length HTTP header."],
  NoSuchBucket: [404, "The specified bucket does not exist."],
  NoSuchCORSConfiguration: [404, "The CORS configuration does not exist."],
  NoSuchKey: [404, "The specified key does not exist."],
  NoSuchUpload: [
    404,
    "The specified multipart upload does not exist. It may be completed or aborted.",
  ],
  NotImplemented: [501, "This functionality is not implemented."],
  PreconditionFailed: [412, "At least one of the preconditions you specified did not hold."],
  RequestTimeTooSkewed: [403, "The difference between the request time and ours is too large."],
  SignatureDoesNotMatch: [403, "The request signature that we calculated does not match yours."],
  XAmzContentSHA256Mismatch: [400, "The provided x-amz-content-sha256 does not match the body."],
} as const satisfies Record<string, readonly [status: number, message: string]>;

export type S3ErrorCode = keyof typeof REFUSALS;

/** A refusal in S3's words; `extra` becomes elements beside its code and message. */
export class S3Error extends Error {
  readonly status: number;

  constructor(
    readonly code: S3ErrorCode,
    message?: string,
    readonly extra: Record<string, string> = {},
  ) {
    super(message ?? REFUSALS[code][1]);
    this.status = REFUSALS[code][0];
  }
}

export const isS3ErrorCode = (code: string): code is S3ErrorCode => code in REFUSALS;

/** A call that the embedded S3 does not make, refused by its AWS name. */
export const notImplemented = (what: string): S3Error =>
  new S3Error("NotImplemented", `The embedded S3 does not implement ${what}.`);
