"use client";

import type { ComponentProps } from "react";
import { classNames } from "./class-names";
import { useFieldControl } from "./field";

export interface SliderProps extends Omit<ComponentProps<"input">, "value" | "onChange" | "type"> {
  value: number;
  onChange: (value: number) => void;
  min: number;
  max: number;
  step?: number;
}

/** The browser's own slider: keyboard, touch and screen readers work without a script. */
export function Slider({ value, onChange, className, ...rest }: SliderProps) {
  const control = useFieldControl();
  return (
    <input
      {...control}
      {...rest}
      type="range"
      value={value}
      onChange={(event) => onChange(event.target.valueAsNumber)}
      className={classNames("h-6 w-full min-w-0 accent-accent", className)}
    />
  );
}
