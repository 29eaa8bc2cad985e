"use client";

import { useSyncExternalStore } from "react";

let spoken = "";
const listeners = new Set<() => void>();

/** Have a sentence read out by screen readers without moving the focus. */
export function announce(sentence: string) {
  spoken = sentence;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Mounted once by the shell. */
export function LiveRegion() {
  const sentence = useSyncExternalStore(
    subscribe,
    () => spoken,
    () => "",
  );
  return (
    <div role="status" aria-live="polite" className="sr-only">
      {sentence}
    </div>
  );
}
