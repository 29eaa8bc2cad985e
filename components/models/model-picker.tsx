"use client";

import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { Model } from "@/lib/contract/models";

interface ModelPickerProps {
  /** Checkpoints that are ready and fit the engine. */
  models: Model[];
  value: string | null;
  problem: string | undefined;
  onChange: (id: string) => void;
}

/** Chooses the checkpoint that draws. */
export function ModelPicker({ models, value, problem, onChange }: ModelPickerProps) {
  const t = useTranslations("models.picker");
  const isKnown = models.some(({ id }) => id === value);
  const options = models.map(({ id, name }) => ({ value: id, label: name }));
  const placeholder = {
    value: "",
    label: t(models.length === 0 ? "none" : "choose"),
    disabled: true,
  };
  return (
    <Field label={t("label")} error={problem}>
      <Select
        value={isKnown && value ? value : ""}
        options={isKnown ? options : [placeholder, ...options]}
        onChange={onChange}
      />
    </Field>
  );
}
