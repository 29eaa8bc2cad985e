import { expect, test } from "vitest";
import { freeTries, waitSeconds } from "@/lib/rules/sign-in";

test.each(["account", "address"] as const)(
  "tries below the limit of an %s cost no wait",
  (scope) => {
    for (let failures = 0; failures < freeTries(scope); failures += 1) {
      expect(waitSeconds(failures, scope)).toBe(0);
    }
  },
);

test.each(["account", "address"] as const)("then an %s waits twice as long each time", (scope) => {
  const waits = [0, 1, 2, 3, 4].map((beyond) => waitSeconds(freeTries(scope) + beyond, scope));
  expect(waits).toEqual([1, 2, 4, 8, 16]);
});

test("the wait ends at a quarter of an hour, even after a million tries", () => {
  expect(waitSeconds(freeTries("account") + 10, "account")).toBe(900);
  expect(waitSeconds(1_000_000, "account")).toBe(900);
});

test("ten minutes of guessing at one account are at most fifteen looks at a password", () => {
  let failures = 0;
  for (let seconds = 0; seconds < 600; failures += 1) seconds += waitSeconds(failures, "account");
  expect(failures).toBeLessThanOrEqual(15);
});
