function part(value: number, unit: "hour" | "minute" | "second", locale: string, digits = 0) {
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit,
    unitDisplay: "narrow",
    maximumFractionDigits: digits,
  }).format(value);
}

/** A length of time in its two largest units: "0.4s", "12s", "3m 20s", "2h 5m". */
export function formatDuration(seconds: number, locale = "en"): string {
  if (seconds < 9.95) return part(seconds, "second", locale, 1);
  const whole = Math.round(seconds);
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = whole % 60;
  const parts =
    hours > 0
      ? [part(hours, "hour", locale), minutes > 0 && part(minutes, "minute", locale)]
      : [minutes > 0 && part(minutes, "minute", locale), rest > 0 && part(rest, "second", locale)];
  return parts.filter(Boolean).join(" ");
}
