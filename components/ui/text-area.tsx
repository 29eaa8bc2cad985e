"use client";

import type { ComponentProps } from "react";
import { classNames } from "./class-names";
import { useFieldControl } from "./field";

export interface TextAreaProps extends Omit<ComponentProps<"textarea">, "rows"> {
  /** The box is at least this many lines high, grows with its text, and scrolls beyond the most. */
  linesMin?: number;
  linesMax?: number;
}

/** Height of a box of so many lines: 20 px a line, 18 px of padding and border. */
const heightOf = (lines: number) => `${lines * 1.25 + 1.125}rem`;

export function TextArea({ className, linesMin = 3, linesMax = 12, ...rest }: TextAreaProps) {
  const control = useFieldControl();
  return (
    <textarea
      {...control}
      {...rest}
      style={{ minHeight: heightOf(linesMin), maxHeight: heightOf(linesMax) }}
      className={classNames("control-box field-sizing-content h-auto resize-none py-2", className)}
    />
  );
}
