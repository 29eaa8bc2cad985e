"use client";

import { ChevronDown, RotateCcw } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "@/components/ui/icon-button";

interface ParameterGroupProps {
  title: string;
  /** The values in a few words, shown while the group is closed. */
  summary: string;
  resetLabel: string;
  /** Absent when everything in the group is as the engine would choose. */
  onReset: (() => void) | undefined;
  children: ReactNode;
}

/** A group of the studio's parameters that folds to one line. */
export function ParameterGroup(props: ParameterGroupProps) {
  const { title, summary, resetLabel, onReset, children } = props;
  return (
    <details open className="group/details relative border-line border-b">
      <summary className="flex h-10 list-none items-center gap-2 font-medium text-sm">
        <ChevronDown
          aria-hidden
          className="-rotate-90 size-4 text-ink-muted transition-transform group-open/details:rotate-0"
        />
        {title}
        <span className="min-w-0 truncate font-normal text-ink-muted text-xs group-open/details:hidden">
          {summary}
        </span>
      </summary>
      {onReset ? (
        <span className="absolute top-1 right-0">
          <IconButton
            label={resetLabel}
            tooltipSide="left"
            icon={<RotateCcw aria-hidden className="size-4" />}
            onClick={onReset}
          />
        </span>
      ) : null}
      <div className="flex flex-col gap-3 pb-4">{children}</div>
    </details>
  );
}
