"use client";

import { useEffect, useSyncExternalStore } from "react";

/** Something that the palette offers while whoever registered it is on the screen. */
interface Command {
  id: string;
  label: string;
  /** Other words by which it should be found. */
  keywords?: string[];
  run: () => void;
}

let registered: readonly Command[] = [];
const listeners = new Set<() => void>();

function replace(next: readonly Command[]) {
  registered = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/**
 * Add commands to the palette while the component is mounted.
 *
 * @param commands keep the array stable (useMemo): a new one is a new registration
 */
export function useCommands(commands: readonly Command[]) {
  useEffect(() => {
    replace([...registered, ...commands]);
    return () => replace(registered.filter((command) => !commands.includes(command)));
  }, [commands]);
}

const NONE: readonly Command[] = [];

export const useRegisteredCommands = () =>
  useSyncExternalStore(
    subscribe,
    () => registered,
    () => NONE,
  );
