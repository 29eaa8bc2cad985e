"use client";

import { useEffect, useMemo, useState } from "react";
import { useUser } from "@/lib/client/user";
import type { Inference } from "@/lib/contract/inferences";

const KEY = "atelier.studio.sitting";

/** When this tab first came to the studio; the same after a reload. */
function beginSitting(): string {
  const now = new Date().toISOString();
  try {
    const begun = window.sessionStorage.getItem(KEY) ?? now;
    window.sessionStorage.setItem(KEY, begun);
    return begun;
  } catch {
    return now; // Storage is switched off: the sitting lasts as long as the page.
  }
}

/** The person's own jobs since this tab came to the studio, newest first. */
export function useSitting(recent: Inference[]): Inference[] {
  const { id } = useUser();
  const [begunAt, setBegunAt] = useState<string | null>(null);
  useEffect(() => setBegunAt(beginSitting()), []);
  return useMemo(
    () =>
      begunAt === null
        ? []
        : recent.filter(({ owner, createdAt }) => owner.id === id && createdAt >= begunAt),
    [recent, id, begunAt],
  );
}
