"use client";

import { useSyncExternalStore } from "react";

export interface Toast {
  tone: "good" | "bad" | "plain";
  /** What happened. */
  message: string;
  /** Why, or what to do next. */
  detail?: string;
  action?: { label: string; onSelect: () => void };
}

let waiting: readonly Toast[] = [];
const listeners = new Set<() => void>();

function setWaiting(next: readonly Toast[]) {
  waiting = next;
  for (const listener of listeners) listener();
}

/** Tell something in a corner of the screen; it is read out and goes by itself. */
export const showToast = (toast: Toast) => setWaiting([...waiting, toast]);

/** Hand over what has not been shown yet. */
export function takeToasts(): readonly Toast[] {
  const taken = waiting;
  if (taken.length > 0) setWaiting([]);
  return taken;
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export const useWaitingToasts = () =>
  useSyncExternalStore(
    subscribe,
    () => waiting,
    () => waiting,
  );
