import { describe, expect, it } from "vitest";
import { systemClock } from "@/infrastructure/adapters/system/clock";
import { createIds } from "@/infrastructure/adapters/system/ids";

describe("ids", () => {
  it("sort by time, within one millisecond and when the clock runs backwards", () => {
    const times = [1000, 1000, 1000, 2000, 1500, 2000];
    let reading = 0;
    const ids = createIds({ now: () => new Date(times[reading++] ?? 2000) });
    const made = Array.from({ length: 12 }, () => ids.next());
    expect([...made].sort()).toEqual(made);
    expect(new Set(made).size).toBe(12);
    expect(made[0]).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
  });

  it("give secrets of 256 bits and integers below a bound", () => {
    const ids = createIds(systemClock);
    expect(Buffer.from(ids.secret(), "base64url")).toHaveLength(32);
    expect(ids.secret()).not.toBe(ids.secret());
    const drawn = new Set(Array.from({ length: 200 }, () => ids.integer(4)));
    expect([...drawn].sort()).toEqual([0, 1, 2, 3]);
    expect(ids.integer(4_294_967_296)).toBeGreaterThanOrEqual(0);
  });
});
