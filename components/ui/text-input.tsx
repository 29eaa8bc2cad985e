"use client";

import type { ComponentProps } from "react";
import { classNames } from "./class-names";
import { useFieldControl } from "./field";

export function TextInput({ className, type = "text", ...rest }: ComponentProps<"input">) {
  const control = useFieldControl();
  return (
    <input {...control} {...rest} type={type} className={classNames("control-box", className)} />
  );
}
