const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 60 * MINUTE_SECONDS;
const DAY_SECONDS = 24 * HOUR_SECONDS;

const STEPS: readonly { unit: Intl.RelativeTimeFormatUnit; seconds: number }[] = [
  { unit: "year", seconds: 365 * DAY_SECONDS },
  { unit: "month", seconds: 30 * DAY_SECONDS },
  { unit: "week", seconds: 7 * DAY_SECONDS },
  { unit: "day", seconds: DAY_SECONDS },
  { unit: "hour", seconds: HOUR_SECONDS },
  { unit: "minute", seconds: MINUTE_SECONDS },
];

/** Below this, "now": clocks of two machines never agree to the second. */
const NOW_SECONDS = 10;

/**
 * How far a time point is from another, in words: "3 minutes ago", "now".
 *
 * @param at ISO-8601
 * @param nowMs Unix time in milliseconds
 */
export function formatRelative(at: string, nowMs: number, locale = "en"): string {
  const seconds = (Date.parse(at) - nowMs) / 1000;
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  if (Math.abs(seconds) < NOW_SECONDS) return format.format(0, "second");
  const step = STEPS.find((candidate) => Math.abs(seconds) >= candidate.seconds);
  return step
    ? format.format(Math.trunc(seconds / step.seconds), step.unit)
    : format.format(Math.trunc(seconds), "second");
}

/** A time point to the second, in the reader's own zone: "Nov 22, 2026, 7:30:05 PM". */
export const formatInstant = (at: string, locale = "en", timeZone?: string) =>
  new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium", timeZone }).format(
    new Date(at),
  );

/** The day of a time point, for headings: "Sunday, November 22, 2026". */
export const formatDay = (at: string, locale = "en", timeZone?: string) =>
  new Intl.DateTimeFormat(locale, { dateStyle: "full", timeZone }).format(new Date(at));
