import {
  type Credentials,
  type SeedSignature,
  verifyHeaders,
  verifyPresigned,
} from "@/infrastructure/local/aws/sigv4";
import { isS3ErrorCode, notImplemented, S3Error } from "@/infrastructure/local/s3/errors";
import type { S3Request } from "@/infrastructure/local/s3/request";

/**
 * What the signature promises about the body.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
export type Payload =
  | { kind: "unsigned" }
  | { kind: "sha256"; hex: string }
  /** With a seed each chunk is signed. `hasTrailer`: checksum headers follow the last chunk. */
  | { kind: "chunked"; seed?: SeedSignature; hasTrailer: boolean };

/** Throws the refusal in S3's words. */
export function authenticate(request: S3Request, credentials: Credentials): Payload {
  const verify = request.isPresigned ? verifyPresigned : verifyHeaders;
  const verification = verify(
    {
      method: request.method,
      rawPath: request.rawPath,
      query: request.query,
      headers: request.receivedHeaders,
    },
    "s3",
    credentials,
  );
  if (verification.ok) return declaredPayload(request, verification.seed);
  const { code, message } = verification;
  throw isS3ErrorCode(code)
    ? new S3Error(code, message)
    : new S3Error("AccessDenied", `${code}: ${message}`);
}

function declaredPayload(request: S3Request, seed: SeedSignature): Payload {
  const declared = request.header("x-amz-content-sha256") ?? "UNSIGNED-PAYLOAD";
  switch (declared) {
    case "UNSIGNED-PAYLOAD":
      return { kind: "unsigned" };
    case "STREAMING-UNSIGNED-PAYLOAD-TRAILER":
      return { kind: "chunked", hasTrailer: true };
    case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD":
      return { kind: "chunked", seed, hasTrailer: false };
    case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER":
      return { kind: "chunked", seed, hasTrailer: true };
  }
  if (/^[0-9a-f]{64}$/.test(declared)) return { kind: "sha256", hex: declared };
  if (declared.startsWith("STREAMING-")) throw notImplemented(`x-amz-content-sha256 ${declared}`);
  throw new S3Error(
    "InvalidArgument",
    "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-* or a valid sha256 value.",
  );
}
