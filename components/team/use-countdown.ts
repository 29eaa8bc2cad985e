"use client";

import { useEffect, useState } from "react";

/** Seconds that are left of a wait; `start` begins one. Wakes once a second while it runs. */
export function useCountdown() {
  const [endsAtMs, setEndsAtMs] = useState(0);
  const [secondsLeft, setSecondsLeft] = useState(0);

  useEffect(() => {
    if (secondsLeft === 0) return;
    const timer = setTimeout(
      () => setSecondsLeft(Math.max(0, Math.ceil((endsAtMs - Date.now()) / 1000))),
      1000,
    );
    return () => clearTimeout(timer);
  }, [endsAtMs, secondsLeft]);

  const start = (seconds: number) => {
    setEndsAtMs(Date.now() + seconds * 1000);
    setSecondsLeft(seconds);
  };
  return { secondsLeft, start };
}
