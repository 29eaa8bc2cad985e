"use client";

import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { classNames } from "./class-names";
import { useFieldControl } from "./field";

interface SelectOption {
  value: string;
  label: string;
  disabled?: boolean;
}

export interface SelectProps extends Omit<ComponentProps<"select">, "value" | "onChange"> {
  value: string;
  onChange: (value: string) => void;
  options: readonly SelectOption[];
}

export function Select({ value, onChange, options, className, ...rest }: SelectProps) {
  const control = useFieldControl();
  return (
    <span className={classNames("relative flex min-w-0 items-center", className)}>
      <select
        {...control}
        {...rest}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="control-box appearance-none truncate pr-8"
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden="true"
        className="pointer-events-none absolute right-2 size-4 text-ink-muted"
      />
    </span>
  );
}
