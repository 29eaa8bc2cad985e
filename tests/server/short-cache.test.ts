import { expect, test } from "vitest";
import { shortCache } from "@/lib/server/short-cache";

function cacheWithClock(entriesMax = 10) {
  const clock = { nowMs: 0 };
  const cache = shortCache<number>(1_000, entriesMax, () => clock.nowMs);
  let reads = 0;
  const read = async () => {
    reads += 1;
    return reads;
  };
  return { clock, cache, read };
}

// A role that was taken away may act on for a second, and not a moment longer.
test("an answer is kept for its time and read anew after it", async () => {
  const { clock, cache, read } = cacheWithClock();
  expect(await cache.get("a", read)).toBe(1);
  clock.nowMs = 999;
  expect(await cache.get("a", read)).toBe(1);
  clock.nowMs = 1_000;
  expect(await cache.get("a", read)).toBe(2);
});

test("many at once ask once", async () => {
  const { cache, read } = cacheWithClock();
  expect(await Promise.all([cache.get("a", read), cache.get("a", read)])).toEqual([1, 1]);
});

test("a failure is not kept", async () => {
  const { cache, read } = cacheWithClock();
  await expect(cache.get("a", () => Promise.reject(new Error("down")))).rejects.toThrow("down");
  expect(await cache.get("a", read)).toBe(1);
});

test("what was forgotten is read anew", async () => {
  const { cache, read } = cacheWithClock();
  await cache.get("a", read);
  cache.forget("a");
  expect(await cache.get("a", read)).toBe(2);
});

test("it holds no more than it may", async () => {
  const { cache, read } = cacheWithClock(2);
  await cache.get("a", read);
  await cache.get("b", read);
  await cache.get("c", read);
  expect(await cache.get("a", read)).toBe(4);
});
