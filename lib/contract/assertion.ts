import * as z from "zod";

/**
 * What the console's server vouches for with each call: who asks and for exactly which request.
 * Signed with a key that both sides derive from the connection's token, so it rotates with it.
 */
export const ASSERTION_HEADER = "x-atelier-assertion";
export const ASSERTION_ISSUER = "atelier-console";
export const ASSERTION_SECONDS_MAX = 60;
/** HKDF info: binds the derived key to this use, so the token itself never signs anything. */
export const ASSERTION_KEY_INFO = "atelier user assertion v1";
export const IDEMPOTENCY_HEADER = "idempotency-key";

export const AssertionClaims = z.object({
  iss: z.literal(ASSERTION_ISSUER),
  sub: z.string().min(1).max(64).describe("User id, or console before anybody is signed in"),
  name: z.string().max(60),
  permissions: z.array(z.string()).max(200),
  connection: z.string().max(300).describe("Base URL of the middleware that the call is meant for"),
  method: z.string().max(10),
  path: z.string().max(4000).describe("Path and query below the connection's base URL"),
  body_sha256: z.string().length(64).describe("Hex; of the empty string when there is no body"),
  iat: z.int(),
  exp: z.int(),
  jti: z.string().min(16).max(64),
});
export type AssertionClaims = z.infer<typeof AssertionClaims>;

/** The subject of calls that the console makes on its own behalf. */
export const CONSOLE_SUBJECT = "console";
