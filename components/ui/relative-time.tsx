"use client";

import { useLocale } from "next-intl";
import { useSyncExternalStore } from "react";
import { formatInstant, formatRelative } from "@/lib/format/dates";

const REFRESH_MS = 15_000;
let nowMs = Date.now();
const listeners = new Set<() => void>();
let ticker: ReturnType<typeof setInterval> | undefined;

function tick() {
  nowMs = Date.now();
  for (const listener of listeners) listener();
}

/** One clock for the whole page, running only while somebody looks at it. */
function subscribe(listener: () => void) {
  listeners.add(listener);
  nowMs = Date.now();
  ticker ??= setInterval(tick, REFRESH_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(ticker);
    ticker = undefined;
  };
}

const readNow = () => nowMs;
/** A server's process outlives its pages, and nobody ticks its clock. */
const readServerNow = () => (typeof window === "undefined" ? Date.now() : nowMs);

/** How long ago something was; the exact time in the reader's own zone on hover. */
export function RelativeTime({ at, className }: { at: string; className?: string }) {
  const locale = useLocale();
  const now = useSyncExternalStore(subscribe, readNow, readServerNow);
  return (
    // Server and browser read different clocks and zones; the browser's words win.
    <time
      dateTime={at}
      title={formatInstant(at, locale)}
      className={className}
      suppressHydrationWarning
    >
      {formatRelative(at, now, locale)}
    </time>
  );
}
