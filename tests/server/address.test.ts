import { expect, test, vi } from "vitest";
import { addressOf } from "@/lib/server/auth";

vi.mock("server-only", () => ({}));
vi.mock("next/headers", () => ({ cookies: vi.fn(), headers: vi.fn() }));

// Who could choose his own address could guess passwords without ever being slowed.
test.each([
  [{ "x-forwarded-for": "203.0.113.7" }, "203.0.113.7"],
  [{ "x-forwarded-for": "1.1.1.1, 203.0.113.7" }, "203.0.113.7"],
  [{ "x-forwarded-for": "" }, "unknown"],
  [{}, "unknown"],
  [undefined, "unknown"],
])("%j calls from %s", (headers, address) => {
  expect(addressOf(headers)).toBe(address);
});

test("an address is never longer than the contract takes", () => {
  expect(addressOf({ "x-forwarded-for": "1".repeat(200) })).toHaveLength(64);
});
