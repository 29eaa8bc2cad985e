"use client";

import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useCallback, useState } from "react";
import { useShortcuts } from "./use-shortcuts";

const CommandPalette = lazy(async () => ({
  default: (await import("./command-palette")).CommandPalette,
}));

/** Opens the palette, whose code is fetched the first time. */
export function PaletteButton() {
  const t = useTranslations("shell.palette");
  const [open, setOpen] = useState(false);
  useShortcuts(useCallback(() => setOpen(true), []));
  return (
    <>
      <button
        type="button"
        aria-keyshortcuts="Control+K Meta+K"
        aria-haspopup="dialog"
        aria-label={t("open")}
        onClick={() => setOpen(true)}
        className="flex h-control w-control items-center justify-center gap-2 rounded-md text-ink-muted hover:bg-hover hover:text-ink sm:w-56 sm:justify-start sm:border sm:border-line sm:px-2"
      >
        <Search aria-hidden="true" className="size-4 shrink-0" />
        <span aria-hidden="true" className="hidden flex-1 truncate text-left text-xs sm:block">
          {t("open")}
        </span>
        <span aria-hidden="true" className="hidden font-mono text-xs sm:block">
          {t("keys")}
        </span>
      </button>
      {open && (
        <Suspense>
          <CommandPalette onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
