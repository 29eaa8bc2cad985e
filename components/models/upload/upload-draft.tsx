"use client";

import { UploadCloud } from "lucide-react";
import { useTranslations } from "next-intl";
import type { FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { TextInput } from "@/components/ui/text-input";
import type { ModelKind } from "@/lib/contract/models";
import type { Upload } from "./upload";
import { uploads } from "./uploads";

/** Kinds that the contract knows; listed here so that its schemas stay out of the browser. */
const KINDS: Record<ModelKind, true> = {
  checkpoint: true,
  lora: true,
  vae: true,
  controlnet: true,
  embedding: true,
  hypernetwork: true,
  upscaler: true,
};

/** Name and kind of a model before its file is sent. */
export function UploadDraft({ upload }: { upload: Upload }) {
  const { id, name, kind, nameProblem } = upload;
  const t = useTranslations("models");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    uploads.start(id);
  };
  // The values are the record's keys.
  const setKind = (value: string) => uploads.setKind(id, value as ModelKind);
  const options = Object.keys(KINDS).map((value) => ({
    value,
    label: t(`kinds.${value as ModelKind}`),
  }));
  return (
    <form
      onSubmit={submit}
      className="grid items-start gap-3 sm:grid-cols-[minmax(0,1fr)_10rem_auto]"
    >
      <Field
        label={t("name")}
        error={name.trim() === "" ? t("uploads.nameMissing") : (nameProblem ?? undefined)}
      >
        <TextInput
          value={name}
          maxLength={80}
          onChange={(event) => uploads.rename(id, event.target.value)}
        />
      </Field>
      <Field label={t("kind")}>
        <Select value={kind} options={options} onChange={setKind} />
      </Field>
      <Button
        look="primary"
        type="submit"
        disabled={name.trim() === ""}
        icon={<UploadCloud aria-hidden className="size-4" />}
        className="sm:mt-6"
      >
        {t("uploads.start")}
      </Button>
    </form>
  );
}
