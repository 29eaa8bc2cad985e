import { createHash } from "node:crypto";
import { decodeProtectedHeader, jwtVerify } from "jose";
import { expect, test, vi } from "vitest";
import { assertionKey } from "@/infrastructure/runtime/assertion";
import { ASSERTION_ISSUER, ASSERTION_SECONDS_MAX, AssertionClaims } from "@/lib/contract/assertion";
import { CONSOLE_CALLER, signAssertion } from "@/lib/server/assertion";

vi.mock("server-only", () => ({}));

const CONNECTION = { apiUrl: "https://api.test/prod", apiToken: "token-of-the-connection" };
const CALLER = { id: "01ARZ3NDEKTSV4RRFFQ69G5FAV", name: "Ada", permissions: ["models:read"] };
const REQUEST = { method: "POST", path: "/v1/models?limit=50", body: '{"a":1}' };
const NOW = new Date("2026-11-22T20:00:00.500Z");

const read = async (jwt: string, token = CONNECTION.apiToken) =>
  (await jwtVerify(jwt, assertionKey(token), { algorithms: ["HS256"], currentDate: NOW })).payload;

test("the middleware's key opens it, and the claims are the contract's", async () => {
  const jwt = await signAssertion(CONNECTION, CALLER, REQUEST, NOW.getTime());
  const claims = AssertionClaims.strict().parse(await read(jwt));
  const iat = Math.floor(NOW.getTime() / 1000);
  expect(claims).toEqual({
    iss: ASSERTION_ISSUER,
    sub: CALLER.id,
    name: "Ada",
    permissions: ["models:read"],
    connection: "https://api.test/prod",
    method: "POST",
    path: "/v1/models?limit=50",
    body_sha256: createHash("sha256").update('{"a":1}').digest("hex"),
    iat,
    exp: iat + ASSERTION_SECONDS_MAX,
    jti: expect.any(String),
  });
  expect(decodeProtectedHeader(jwt).alg).toBe("HS256");
});

test("a call without a body carries the hash of the empty string", async () => {
  const jwt = await signAssertion(
    CONNECTION,
    CONSOLE_CALLER,
    { ...REQUEST, body: "" },
    NOW.getTime(),
  );
  const empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  expect((await read(jwt)).body_sha256).toBe(empty);
});

// Rotating the token must end everything that was signed with the old one.
test("another token's key does not open it", async () => {
  const jwt = await signAssertion(CONNECTION, CALLER, REQUEST, NOW.getTime());
  await expect(read(jwt, "another-token")).rejects.toThrow();
});

test("no two assertions share an id", async () => {
  const [first, second] = await Promise.all([
    signAssertion(CONNECTION, CALLER, REQUEST, NOW.getTime()),
    signAssertion(CONNECTION, CALLER, REQUEST, NOW.getTime()),
  ]);
  expect((await read(first)).jti).not.toBe((await read(second)).jti);
});
