"use client";

import { lazy, type ReactNode, Suspense, useRef, useState } from "react";
import { iconButtonClass } from "./icon-button";
import type { MenuPopupProps } from "./menu-popup";

export interface MenuProps extends Omit<MenuPopupProps, "anchor" | "onClose"> {
  /** Names the button for screen readers. */
  label: string;
  /** What the button shows. */
  trigger: ReactNode;
  triggerClassName?: string;
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
