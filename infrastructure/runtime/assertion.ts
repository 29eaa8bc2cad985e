import { hkdfSync } from "node:crypto";
import { jwtVerify } from "jose";
import {
  ASSERTION_HEADER,
  ASSERTION_ISSUER,
  ASSERTION_KEY_INFO,
  ASSERTION_SECONDS_MAX,
  AssertionClaims,
  CONSOLE_SUBJECT,
} from "@/lib/contract/assertion";
import type { Actor } from "@/lib/ports/actor";
import { Refusal } from "@/lib/rules/refusal";
import { type Call, canonicalPath } from "./call";

/** Clocks of two servers may differ by this much. */
const CLOCK_TOLERANCE_SECONDS = 10;
const KEY_BYTES = 32;

/** The key that signs assertions: bound to its use, so the token itself never signs anything. */
export const assertionKey = (token: string) =>
  new Uint8Array(hkdfSync("sha256", token, "", ASSERTION_KEY_INFO, KEY_BYTES));

const unauthenticated = (internal: string, cause?: unknown) =>
  new Refusal("unauthenticated", {}, { internal, cause });

async function readClaims(assertion: string, token: string, now: Date): Promise<AssertionClaims> {
  try {
    const { payload } = await jwtVerify(assertion, assertionKey(token), {
      algorithms: ["HS256"],
      issuer: ASSERTION_ISSUER,
      currentDate: now,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      maxTokenAge: ASSERTION_SECONDS_MAX,
    });
    return AssertionClaims.parse(payload);
  } catch (cause) {
    throw unauthenticated("the assertion cannot be trusted", cause);
  }
}

function samePath(claimed: string, { path, query }: Call) {
  const [claimedPath = "", ...search] = claimed.split("?");
  const claimedQuery = new URLSearchParams(search.join("?"));
  return canonicalPath(claimedPath, claimedQuery) === canonicalPath(path, query);
}

/** What the claims say that does not fit this request, or null. */
function misfit(claims: AssertionClaims, call: Call): string | null {
  if (claims.exp - claims.iat > ASSERTION_SECONDS_MAX) return "it lives too long";
  if (claims.method !== call.method) return "it is for another method";
  if (!samePath(claims.path, call)) return "it is for another path";
  if (claims.body_sha256 !== call.bodySha256) return "it is for another body";
  if (claims.connection !== call.connection) return "it is for another connection";
  return null;
}

/**
 * Who asks, as the console's server vouches for it in the call's assertion.
 *
 * @throws Refusal unauthenticated: no assertion, a forged or expired one, or one made for another
 *   request
 */
export async function readActor(call: Call, token: string, now: Date): Promise<Actor> {
  const assertion = call.headers.get(ASSERTION_HEADER);
  if (!assertion) throw unauthenticated("the call has no assertion");
  const claims = await readClaims(assertion, token, now);
  const problem = misfit(claims, call);
  if (problem) throw unauthenticated(`the assertion does not fit: ${problem}`);
  if (claims.sub === CONSOLE_SUBJECT) return { kind: "console" };
  return { kind: "user", id: claims.sub, name: claims.name, permissions: claims.permissions };
}
