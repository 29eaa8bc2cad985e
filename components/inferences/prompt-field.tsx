"use client";

import type { KeyboardEvent } from "react";
import { Field } from "@/components/ui/field";
import { TextArea } from "@/components/ui/text-area";

interface PromptFieldProps {
  label: string;
  placeholder: string;
  value: string;
  /** Rows at the least; the field grows with its text. */
  rows: number;
  problem: string | undefined;
  onChange: (value: string) => void;
  onGenerate: () => void;
}

/** A prompt: grows with its text; Ctrl-Enter or ⌘-Enter generates. */
export function PromptField(props: PromptFieldProps) {
  const { label, placeholder, value, rows, problem, onChange, onGenerate } = props;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    onGenerate();
  };
  return (
    <Field label={label} error={problem}>
      <TextArea
        linesMin={rows}
        value={value}
        placeholder={placeholder}
        spellCheck={false}
        aria-keyshortcuts="Control+Enter Meta+Enter"
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
        className="font-mono"
      />
    </Field>
  );
}
