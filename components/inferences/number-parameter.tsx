"use client";

import { Field } from "@/components/ui/field";
import { NumberInput } from "@/components/ui/number-input";
import { Slider } from "@/components/ui/slider";

interface NumberParameterProps {
  label: string;
  unit?: string;
  value: number;
  initial: number;
  min: number;
  max: number;
  step: number;
  problem: string | undefined;
  onChange: (value: number) => void;
  /** A range that one explores gets a slider beside the number. */
  hasSlider?: boolean;
}

/** A number with its unit, its range as a slider and a way back to the engine's own choice. */
export function NumberParameter(props: NumberParameterProps) {
  const { label, unit, value, initial, problem, onChange, hasSlider = false, ...range } = props;
  const input = (
    <NumberInput {...range} value={value} unit={unit} resetTo={initial} onChange={onChange} />
  );
  if (!hasSlider) {
    return (
      <Field label={label} error={problem}>
        {input}
      </Field>
    );
  }
  return (
    <Field label={label} error={problem}>
      <span className="grid grid-cols-[minmax(0,1fr)_6.5rem] items-center gap-3">
        <Slider
          {...range}
          id={undefined}
          aria-label={label}
          aria-describedby={undefined}
          value={Math.min(range.max, Math.max(range.min, value))}
          onChange={onChange}
        />
        {input}
      </span>
    </Field>
  );
}
