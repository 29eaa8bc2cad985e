import type { ReactNode } from "react";
import { classNames } from "./class-names";

const SIDES = {
  top: "bottom-full left-1/2 mb-1 -translate-x-1/2",
  bottom: "top-full left-1/2 mt-1 -translate-x-1/2",
  left: "right-full top-1/2 mr-1 -translate-y-1/2",
  right: "left-full top-1/2 ml-1 -translate-y-1/2",
} as const;

export type TooltipSide = keyof typeof SIDES;

export interface TooltipProps {
  text: string;
  side?: TooltipSide;
  children: ReactNode;
}

/**
 * Shows a name for what has none on screen. It repeats the accessible name and so is hidden from
 * screen readers; it needs no script.
 */
export function Tooltip({ text, side = "bottom", children }: TooltipProps) {
  return (
    <span className="group/tooltip relative inline-flex">
      {children}
      <span
        aria-hidden="true"
        className={classNames(
          "pointer-events-none absolute z-50 hidden rounded-sm bg-ink px-2 py-1 text-xs whitespace-nowrap text-ground",
          "group-has-[:focus-visible]/tooltip:block [@media(hover:hover)]:group-hover/tooltip:block",
          SIDES[side],
        )}
      >
        {text}
      </span>
    </span>
  );
}
