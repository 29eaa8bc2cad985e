/**
 * Guessing is slowed, never locked: five free tries, then a wait that doubles from a second to
 * fifteen minutes. Kept per account and per address, so a stranger cannot shut an owner out of
 * sessions that are already open.
 */
const FREE_TRIES = 5;
const WAIT_SECONDS_MAX = 15 * 60;
/** An address stands for a whole office behind one router, so it may fail more often. */
const ADDRESS_FREE_TRIES = 20;

/** Attempts are forgotten after this long without a failure. */
export const ATTEMPTS_KEPT_SECONDS = 60 * 60;

export type AttemptScope = "account" | "address";

/** Wrong passwords that cost no wait. */
export const freeTries = (scope: AttemptScope) =>
  scope === "account" ? FREE_TRIES : ADDRESS_FREE_TRIES;

/** Seconds to wait after `failures` wrong passwords before the next try counts. */
export function waitSeconds(failures: number, scope: AttemptScope): number {
  const beyond = failures - freeTries(scope);
  return beyond < 0 ? 0 : Math.min(2 ** beyond, WAIT_SECONDS_MAX);
}

export const SESSION_IDLE_SECONDS_MAX = 12 * 60 * 60;
export const SESSION_SECONDS_MAX = 7 * 24 * 60 * 60;
export const SET_UP_LINK_SECONDS = 24 * 60 * 60;
