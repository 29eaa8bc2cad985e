import { createHash, hkdfSync } from "node:crypto";
import { SignJWT } from "jose";
import {
  ASSERTION_ISSUER,
  ASSERTION_KEY_INFO,
  type AssertionClaims,
} from "@/lib/contract/assertion";

export interface AssertedCall {
  connection: string;
  method: string;
  path: string;
  body: string;
}

/** An assertion as the console signs it; `claims` overrides what a test wants to be wrong. */
export function signTestAssertion(
  token: string,
  caller: { id: string; name: string; permissions: readonly string[] },
  { connection, method, path, body }: AssertedCall,
  claims: Partial<AssertionClaims> = {},
): Promise<string> {
  const iat = Math.floor(Date.now() / 1000);
  const key = new Uint8Array(hkdfSync("sha256", token, "", ASSERTION_KEY_INFO, 32));
  return new SignJWT({
    iss: ASSERTION_ISSUER,
    sub: caller.id,
    name: caller.name,
    permissions: [...caller.permissions],
    connection,
    method,
    path,
    body_sha256: createHash("sha256").update(body).digest("hex"),
    iat,
    exp: iat + 60,
    jti: crypto.randomUUID(),
    ...claims,
  })
    .setProtectedHeader({ alg: "HS256" })
    .sign(key);
}
