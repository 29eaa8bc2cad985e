"use client";

import { CircleAlert } from "lucide-react";
import { createContext, type ReactNode, use, useId } from "react";
import { classNames } from "./class-names";

interface FieldControl {
  id?: string;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
  "aria-required"?: true;
}

const FieldContext = createContext<FieldControl>({});

/** What a control inside a `Field` must carry so that label, hint and error belong to it. */
export const useFieldControl = () => use(FieldContext);

export interface FieldProps {
  label: ReactNode;
  /** What is expected here; stands under the control. */
  hint?: ReactNode;
  /** What is wrong and what would do; takes the hint's place and is read out. */
  error?: ReactNode;
  /** Something small at the right of the label: a reset, a counter. */
  aside?: ReactNode;
  required?: boolean;
  /** The label is for screen readers only. */
  labelHidden?: boolean;
  className?: string;
  children: ReactNode;
}

export function Field(props: FieldProps) {
  const { label, hint, error, aside, required, labelHidden, className, children } = props;
  const id = useId();
  const noteId = `${id}-note`;
  const control: FieldControl = {
    id,
    "aria-describedby": error || hint ? noteId : undefined,
    "aria-invalid": error ? true : undefined,
    "aria-required": required ? true : undefined,
  };
  return (
    <div className={classNames("flex min-w-0 flex-col gap-1", className)}>
      <div
        className={
          labelHidden && !aside ? "sr-only" : "flex min-h-5 items-center justify-between gap-2"
        }
      >
        <label
          htmlFor={id}
          className={labelHidden ? "sr-only" : "truncate text-sm font-medium text-ink"}
        >
          {label}
        </label>
        {aside}
      </div>
      <FieldContext value={control}>{children}</FieldContext>
      <div id={noteId} aria-live="polite">
        {error ? (
          <p className="flex items-start gap-1 text-xs text-bad">
            <CircleAlert aria-hidden="true" className="mt-0.5 size-3 shrink-0" />
            <span className="min-w-0 break-words">{error}</span>
          </p>
        ) : (
          hint && <p className="text-xs text-ink-muted">{hint}</p>
        )}
      </div>
    </div>
  );
}
