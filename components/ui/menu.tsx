"use client";

import { lazy, type ReactNode, Suspense, useRef, useState } from "react";
import { iconButtonClass } from "./icon-button";

export interface MenuEntry {
  id: string;
  label: string;
  icon?: ReactNode;
  tone?: "plain" | "danger";
  /** Why the entry cannot be used now; it is shown and the entry is off. */
  disabledReason?: string;
  /** A page to go to, or what to do; exactly one of the two. */
  href?: string;
  onSelect?: () => void;
  /** A line above this entry. */
  separated?: boolean;
}

export interface MenuProps {
  /** Names the button for screen readers. */
  label: string;
  /** What the button shows. */
  trigger: ReactNode;
  triggerClassName?: string;
  /** Stands above the entries. */
  heading?: ReactNode;
  entries: readonly MenuEntry[];
  align?: "start" | "end";
}

const MenuPopup = lazy(async () => ({ default: (await import("./menu-popup")).MenuPopup }));

/** A button with a menu whose code is fetched when it first opens. */
export function Menu({ label, trigger, triggerClassName, ...rest }: MenuProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className={triggerClassName ?? iconButtonClass()}
      >
        {trigger}
      </button>
      {open && (
        <Suspense>
          <MenuPopup {...rest} anchor={button} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
