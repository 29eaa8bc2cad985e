import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { HOME_PATH, safeNextPath } from "@/lib/client/next-path";
import { sameOriginRedirect } from "@/lib/server/auth";

vi.mock("server-only", () => ({}));
vi.mock("next/headers", () => ({ cookies: vi.fn(), headers: vi.fn() }));

const ORIGIN = "https://console.test";

// Tricks that have sent people elsewhere from a sign-in link; each must land in the studio.
const TRICKS = [
  "https://evil.test",
  "http://evil.test/studio",
  "//evil.test",
  "///evil.test",
  "////evil.test/%2f..",
  "/\\evil.test",
  "\\\\evil.test",
  "/\\/evil.test",
  "\\/evil.test",
  "/\t/evil.test",
  "/\n/evil.test",
  "/\r/evil.test",
  "\t//evil.test",
  " //evil.test",
  " https://evil.test",
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "java\nscript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:msgbox(1)",
  "file:///etc/passwd",
  "blob:https://evil.test/1",
  "https:evil.test",
  "https:/evil.test",
  "https:///evil.test",
  "@evil.test",
  "evil.test",
  "studio",
  "./studio",
  "../studio",
  "?next=/studio",
  "#studio",
  "",
  "/.//evil.test",
  "/..//evil.test",
  "/studio/../..//evil.test",
  "/\u0000/evil.test",
  "/studio\r\nset-cookie: a=b",
  "/api/v1/team/me",
  "/api/auth/signout",
  "/sign-in",
  "/sign-in?next=/sign-in",
  "/set-up?token=x",
  "/%5cevil.test/..//evil.test",
];

test.each(TRICKS)("%j leads to the studio", (next) => {
  expect(safeNextPath(next)).toBe(HOME_PATH);
});

test.each([undefined, null, 1, ["/models"], {}])("%j is no path", (next) => {
  expect(safeNextPath(next)).toBe(HOME_PATH);
});

test.each([
  "/models",
  "/history?image=01A-0",
  "/jobs/01ARZ3NDEKTSV4RRFFQ69G5FAV",
  "/studio#prompt",
])("%s is kept", (next) => {
  expect(safeNextPath(next)).toBe(next);
});

test("whatever is asked for, the browser stays on this console", () => {
  const hostile = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.webUrl(),
    fc.string({
      unit: fc.constantFrom("/", "\\", ".", ":", "@", "e", "\t", "\n", "%2f", "?", "#"),
    }),
  );
  fc.assert(
    fc.property(hostile, (next) => {
      const path = safeNextPath(next);
      expect(path.startsWith("/")).toBe(true);
      expect(new URL(path, ORIGIN).origin).toBe(ORIGIN);
    }),
    { numRuns: 2_000 },
  );
});

test.each([...TRICKS, `${ORIGIN}.evil.test/studio`, `${ORIGIN}@evil.test`])(
  "next-auth's own redirect stays here too: %j",
  (url) => {
    expect(new URL(sameOriginRedirect(url, ORIGIN)).origin).toBe(ORIGIN);
  },
);
