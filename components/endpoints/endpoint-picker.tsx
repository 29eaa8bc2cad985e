"use client";

import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { Endpoint } from "@/lib/contract/endpoints";

interface EndpointPickerProps {
  endpoints: Endpoint[];
  value: string | null;
  problem: string | undefined;
  onChange: (id: string) => void;
}

/** Chooses where the picture is made; each choice tells its state. */
export function EndpointPicker({ endpoints, value, problem, onChange }: EndpointPickerProps) {
  const t = useTranslations("endpoints");
  const isKnown = endpoints.some(({ id }) => id === value);
  const options = endpoints.map(({ id, name, state }) => ({
    value: id,
    label: `${name} · ${t(`states.${state}`)}`,
  }));
  const placeholder = {
    value: "",
    label: t(endpoints.length === 0 ? "picker.none" : "picker.choose"),
    disabled: true,
  };
  return (
    <Field label={t("picker.label")} error={problem}>
      <Select
        value={isKnown && value ? value : ""}
        options={isKnown ? options : [placeholder, ...options]}
        onChange={onChange}
      />
    </Field>
  );
}
