import { expect, test, vi } from "vitest";
import { readEnvironment } from "@/lib/server/environment";

vi.mock("server-only", () => ({}));

const GOOD = {
  ATELIER_API_URL: "https://abc.execute-api.eu-west-1.amazonaws.com/prod/",
  ATELIER_API_TOKEN: "0123456789abcdefghij",
  NEXTAUTH_SECRET: "s".repeat(32),
  NEXTAUTH_URL: "https://console.test",
};

test("what is needed is read, without a slash at the end", () => {
  expect(readEnvironment(GOOD)).toEqual({
    apiUrl: "https://abc.execute-api.eu-west-1.amazonaws.com/prod",
    apiToken: GOOD.ATELIER_API_TOKEN,
    sessionSecret: GOOD.NEXTAUTH_SECRET,
    origin: "https://console.test",
    isSecure: true,
  });
});

test.each(["http://127.0.0.1:4000", "http://localhost:4000/prod", "http://[::1]:4000"])(
  "plain HTTP will do on this computer: %s",
  (url) => {
    expect(readEnvironment({ ...GOOD, ATELIER_API_URL: url }).apiUrl).toBe(url);
  },
);

// Each refusal names the setting and says what would do, before anybody meets a half-working console.
test.each([
  [{ ATELIER_API_URL: undefined }, "ATELIER_API_URL is not set"],
  [{ ATELIER_API_URL: "abc" }, "ATELIER_API_URL must be an address"],
  [{ ATELIER_API_URL: "ftp://api.test" }, "ATELIER_API_URL must be an address"],
  [{ ATELIER_API_URL: "http://api.test" }, "must begin with https://"],
  [{ ATELIER_API_URL: "http://localhost.evil.test" }, "must begin with https://"],
  [{ ATELIER_API_URL: "https://user:pass@api.test" }, "without user name"],
  [{ ATELIER_API_URL: "https://api.test/?x=1" }, "without user name, query"],
  [{ ATELIER_API_TOKEN: undefined }, "ATELIER_API_TOKEN is not set"],
  [{ ATELIER_API_TOKEN: "short" }, "ATELIER_API_TOKEN is too short"],
  [{ NEXTAUTH_SECRET: undefined }, "NEXTAUTH_SECRET is not set"],
  [{ NEXTAUTH_SECRET: "s".repeat(31) }, "NEXTAUTH_SECRET must have at least 32 bytes"],
  [{ NEXTAUTH_URL: "https://console.test/path" }, "NEXTAUTH_URL must be the console's own origin"],
])("%j is refused", (change, sentence) => {
  expect(() => readEnvironment({ ...GOOD, ...change })).toThrow(sentence);
});

test("a refusal tells every setting at once and none of the secrets", () => {
  const bad = { ATELIER_API_TOKEN: "tiny-secret", NEXTAUTH_SECRET: "tiny-secret" };
  const read = () => readEnvironment(bad);
  expect(read).toThrow(/ATELIER_API_URL.*ATELIER_API_TOKEN.*NEXTAUTH_SECRET.*NEXTAUTH_URL/s);
  expect(read).not.toThrow(/tiny-secret/);
});
