"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { PAGES } from "./pages";

/** How long `g` waits for its letter. */
const SEQUENCE_MS = 1_000;

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches("input, textarea, select"));

/** ⌘/Ctrl-K opens the palette; `g` and a letter open a page. */
export function useShortcuts(openPalette: () => void) {
  const router = useRouter();
  useEffect(() => {
    let goPressedMs = -SEQUENCE_MS;
    const onKeyDown = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase();
      if (key === "k" && (event.metaKey || event.ctrlKey) && !event.shiftKey && !event.altKey) {
        event.preventDefault();
        openPalette();
        return;
      }
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      const page = PAGES.find(({ letter }) => letter === key);
      if (page && event.timeStamp - goPressedMs < SEQUENCE_MS) router.push(page.path);
      goPressedMs = key === "g" ? event.timeStamp : -SEQUENCE_MS;
    };
    globalThis.addEventListener("keydown", onKeyDown);
    return () => globalThis.removeEventListener("keydown", onKeyDown);
  }, [router, openPalette]);
}
