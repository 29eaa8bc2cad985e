import { describe, expect, test } from "vitest";
import { formatBytes } from "@/lib/format/bytes";
import { formatDay, formatInstant, formatRelative } from "@/lib/format/dates";
import { formatDuration } from "@/lib/format/durations";
import { formatUsd } from "@/lib/format/money";
import { formatCount } from "@/lib/format/numbers";

/** Narrow and ordinary spaces differ between versions of the language data. */
const plain = (text: string) => text.replace(/\s/gu, " ");

test.each([
  [0, "0 bytes"],
  [1, "1 byte"],
  [999, "999 bytes"],
  [1_000, "1 kB"],
  [1_500_000, "1.5 MB"],
  [15_240_000, "15 MB"],
  [6_938_000_000, "6.9 GB"],
  [5e15, "5,000 TB"],
])("%d bytes", (bytes, words) => {
  expect(plain(formatBytes(bytes))).toBe(words);
});

test.each([
  [0, "0s"],
  [0.42, "0.4s"],
  [9.94, "9.9s"],
  [9.97, "10s"],
  [59.6, "1m"],
  [61, "1m 1s"],
  [3_600, "1h"],
  [7_500, "2h 5m"],
])("%d seconds", (seconds, words) => {
  expect(plain(formatDuration(seconds))).toBe(words);
});

test.each([
  [0, "$0.00"],
  [0.0041, "$0.0041"],
  [0.05, "$0.05"],
  [1.515, "$1.52"],
  [1234.5, "$1,234.50"],
])("%d dollars", (amount, words) => {
  expect(formatUsd(amount)).toBe(words);
});

test("counts carry separators", () => {
  expect(formatCount(50_000)).toBe("50,000");
});

describe("dates", () => {
  const now = Date.parse("2026-11-22T12:00:00.000Z");

  test.each([
    ["2026-11-22T11:59:55.000Z", "now"],
    ["2026-11-22T12:00:05.000Z", "now"],
    ["2026-11-22T11:59:30.000Z", "30 seconds ago"],
    ["2026-11-22T11:57:00.000Z", "3 minutes ago"],
    ["2026-11-22T10:00:00.000Z", "2 hours ago"],
    ["2026-11-21T11:00:00.000Z", "yesterday"],
    ["2026-11-01T12:00:00.000Z", "3 weeks ago"],
    ["2024-11-01T12:00:00.000Z", "2 years ago"],
    ["2026-11-23T13:00:00.000Z", "tomorrow"],
  ])("%s is %s", (at, words) => {
    expect(formatRelative(at, now)).toBe(words);
  });

  test("exact times follow the reader's zone", () => {
    expect(plain(formatInstant("2026-11-22T23:30:05.000Z", "en", "Asia/Tokyo"))).toBe(
      "Nov 23, 2026, 8:30:05 AM",
    );
    expect(formatDay("2026-11-22T23:30:05.000Z", "en", "Asia/Tokyo")).toBe(
      "Monday, November 23, 2026",
    );
  });
});
