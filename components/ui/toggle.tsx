"use client";

import { classNames } from "./class-names";
import { useFieldControl } from "./field";

export interface ToggleProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  /** Needed outside a `Field`. */
  label?: string;
  disabled?: boolean;
}

export function Toggle({ checked, onChange, label, disabled }: ToggleProps) {
  const control = useFieldControl();
  return (
    <button
      {...control}
      type="button"
      role="switch"
      aria-checked={checked}
      aria-label={label}
      disabled={disabled}
      onClick={() => onChange(!checked)}
      className={classNames(
        "relative h-5 w-9 shrink-0 rounded-full border transition-colors duration-100 disabled:opacity-55",
        checked ? "border-accent bg-accent" : "border-line-strong bg-sunken",
      )}
    >
      <span
        className={classNames(
          "absolute top-0.5 size-3.5 rounded-full transition-[left] duration-100",
          checked ? "left-4.5 bg-accent-ink" : "left-0.5 bg-ink-muted",
        )}
      />
    </button>
  );
}
