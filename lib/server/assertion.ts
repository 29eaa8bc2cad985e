import "server-only";
import { createHash, hkdfSync, randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import {
  ASSERTION_ISSUER,
  ASSERTION_KEY_INFO,
  ASSERTION_SECONDS_MAX,
  type AssertionClaims,
  CONSOLE_SUBJECT,
} from "@/lib/contract/assertion";

/** For whom a call is made. */
export interface Caller {
  id: string;
  name: string;
  permissions: readonly string[];
}

/** The console itself, before anybody is signed in. */
export const CONSOLE_CALLER: Caller = { id: CONSOLE_SUBJECT, name: "Console", permissions: [] };

export interface AssertedRequest {
  method: string;
  /** Path and query below the connection's base address, as `/v1/models?limit=50`. */
  path: string;
  body: string;
}

export interface Connection {
  apiUrl: string;
  apiToken: string;
}

const KEY_BYTES = 32;

const signingKey = (apiToken: string) =>
  new Uint8Array(hkdfSync("sha256", apiToken, "", ASSERTION_KEY_INFO, KEY_BYTES));

/** A JWT that vouches for one caller and exactly one request; see lib/contract/assertion. */
export function signAssertion(
  { apiUrl, apiToken }: Connection,
  caller: Caller,
  { method, path, body }: AssertedRequest,
  nowMs = Date.now(),
): Promise<string> {
  const iat = Math.floor(nowMs / 1000);
  const claims: AssertionClaims = {
    iss: ASSERTION_ISSUER,
    sub: caller.id,
    name: caller.name,
    permissions: [...caller.permissions],
    connection: apiUrl,
    method,
    path,
    body_sha256: createHash("sha256").update(body).digest("hex"),
    iat,
    exp: iat + ASSERTION_SECONDS_MAX,
    jti: randomUUID(),
  };
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .sign(signingKey(apiToken));
}
