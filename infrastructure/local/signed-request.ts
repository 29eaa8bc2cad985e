import type { IncomingMessage } from "node:http";
import { sha256Hex } from "./aws/signing-key";
import { type Credentials, verifyHeaders } from "./aws/sigv4";
import { AwsError } from "./aws-error";
import { BodyTooLarge, readBody } from "./loopback-server";

/** Far above what any operation of the services that are read whole may carry. */
const BODY_SIZE_BYTES_MAX = 4 * 2 ** 20;

export interface SignedCall {
  method: string;
  path: string;
  body: Buffer;
}

/** The body of a call that `credentials` have signed for `service`. Throws AwsError. */
export async function readSignedCall(
  request: IncomingMessage,
  service: string,
  credentials: Credentials,
): Promise<SignedCall> {
  const body = await readBody(request, BODY_SIZE_BYTES_MAX).catch((error: unknown) => {
    if (!(error instanceof BodyTooLarge)) throw error;
    throw new AwsError("RequestEntityTooLarge", "The request is too large: send less.", 413);
  });
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
  const method = request.method ?? "GET";
  const verification = verifyHeaders(
    {
      method,
      rawPath: pathname,
      query: [...searchParams],
      headers: request.headers,
      bodySha256: sha256Hex(body),
    },
    service,
    credentials,
  );
  if (!verification.ok) throw new AwsError(verification.code, verification.message, 403);
  return { method, path: pathname, body };
}
