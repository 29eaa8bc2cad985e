"use client";

import { RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ComponentProps, type KeyboardEvent, useState } from "react";
import { classNames } from "./class-names";
import { useFieldControl } from "./field";
import { iconButtonClass } from "./icon-button";

export interface NumberInputProps
  extends Omit<ComponentProps<"input">, "value" | "onChange" | "defaultValue" | "type"> {
  value: number;
  /** Called while typing with every text that reads as a number, within the limits or not. */
  onChange: (value: number) => void;
  min?: number;
  max?: number;
  /** What the arrow keys add; Shift makes it ten times that. */
  step?: number;
  /** Stands inside the box, after the number. */
  unit?: string;
  /** Offers a reset whenever the value differs from it. */
  resetTo?: number;
}

/** Digits of the step behind the point, so that 5 + 0.1 does not become 5.1000000000000005. */
const decimalsOf = (step: number) => String(step).split(".")[1]?.length ?? 0;

function clamp(value: number, min = -Infinity, max = Infinity) {
  return Math.min(max, Math.max(min, value));
}

/** Reads a typed number; a comma counts as a decimal point. */
function readNumber(text: string): number | null {
  const value = text.trim() === "" ? Number.NaN : Number(text.replace(",", "."));
  return Number.isFinite(value) ? value : null;
}

/** A number that can be typed, stepped with the arrow keys and reset; it is clamped on leaving. */
export function NumberInput(props: NumberInputProps) {
  const { value, onChange, min, max, step = 1, unit, resetTo, className, ...rest } = props;
  const control = useFieldControl();
  const t = useTranslations("common");
  const [draft, setDraft] = useState<string | null>(null);

  const settle = (next: number) => {
    setDraft(null);
    if (next !== value) onChange(next);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const direction = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
    if (direction === 0) return;
    event.preventDefault();
    const moved = value + direction * step * (event.shiftKey ? 10 : 1);
    settle(clamp(Number(moved.toFixed(decimalsOf(step))), min, max));
  };

  return (
    <div className={classNames("relative flex items-center", className)}>
      <input
        {...control}
        {...rest}
        type="text"
        inputMode={decimalsOf(step) > 0 ? "decimal" : "numeric"}
        autoComplete="off"
        value={draft ?? String(value)}
        onChange={(event) => {
          setDraft(event.target.value);
          const typed = readNumber(event.target.value);
          if (typed !== null) onChange(typed);
        }}
        onBlur={() => settle(clamp(value, min, max))}
        onKeyDown={onKeyDown}
        className={classNames("control-box", resetTo !== undefined && "pr-8")}
      />
      <span className="pointer-events-none absolute right-2 flex items-center gap-1">
        {unit && <span className="text-xs text-ink-faint">{unit}</span>}
        {resetTo !== undefined && value !== resetTo && (
          <button
            type="button"
            title={t("resetTo", { value: resetTo })}
            aria-label={t("resetTo", { value: resetTo })}
            onClick={() => settle(resetTo)}
            className={iconButtonClass("pointer-events-auto -mr-1 size-6")}
          >
            <RotateCcw aria-hidden="true" className="size-3" />
          </button>
        )}
      </span>
    </div>
  );
}
