"use client";

import { useSearchParams } from "next/navigation";
import { useCallback } from "react";

type Way = "push" | "replace";

/**
 * One parameter of the address and how to change it without asking the server for the page again.
 * `push` lets the back button undo the change.
 */
export function useQueryParameter(name: string, way: Way = "push") {
  const parameters = useSearchParams();
  const value = parameters.get(name);
  const set = useCallback(
    (next: string | null) => {
      const changed = new URLSearchParams(window.location.search);
      if (next === null) changed.delete(name);
      else changed.set(name, next);
      const query = changed.toString();
      const address = query ? `${window.location.pathname}?${query}` : window.location.pathname;
      if (way === "push") window.history.pushState(null, "", address);
      else window.history.replaceState(null, "", address);
    },
    [name, way],
  );
  return [value, set] as const;
}
