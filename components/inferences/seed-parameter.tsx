"use client";

import { Dices, Lock, Repeat2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { TextInput } from "@/components/ui/text-input";
import { SEED_MAX } from "@/lib/contract/inferences";
import { randomSeed, type SeedMode } from "./draft";

interface SeedParameterProps {
  mode: SeedMode;
  seed: number;
  /** Seed of the newest picture, to make it again with other words. */
  lastSeed: number | null;
  problem: string | undefined;
  onChange: (mode: SeedMode, seed: number) => void;
}

const isSeed = (seed: number) => Number.isInteger(seed) && seed >= 0;

/** The seed: a new one each time, or one that stays. */
export function SeedParameter({ mode, seed, lastSeed, problem, onChange }: SeedParameterProps) {
  const t = useTranslations("studio.seed");
  const isLocked = mode === "locked";
  const lock = () => onChange("locked", isSeed(seed) ? seed : (lastSeed ?? randomSeed()));
  const read = (text: string) => {
    const digits = text.replace(/\D/g, "");
    if (digits === "") onChange("random", -1);
    else onChange("locked", Number(digits));
  };
  return (
    <Field
      labelHidden
      label={t("label")}
      error={problem}
      hint={isLocked ? t("lockedHint") : t("randomHint")}
    >
      <span className="flex items-center gap-1">
        <TextInput
          inputMode="numeric"
          autoComplete="off"
          value={isLocked ? String(seed) : ""}
          placeholder={t("random")}
          maxLength={String(SEED_MAX).length}
          onChange={(event) => read(event.target.value)}
        />
        <IconButton
          label={t("useRandom")}
          icon={<Dices aria-hidden className="size-4" />}
          pressed={!isLocked}
          onClick={() => onChange("random", -1)}
        />
        <IconButton
          label={t("lock")}
          icon={<Lock aria-hidden className="size-4" />}
          pressed={isLocked}
          onClick={lock}
        />
        <IconButton
          label={lastSeed === null ? t("noLast") : t("reuse", { seed: String(lastSeed) })}
          tooltipSide="left"
          icon={<Repeat2 aria-hidden className="size-4" />}
          disabled={lastSeed === null}
          onClick={() => onChange("locked", lastSeed ?? seed)}
        />
      </span>
    </Field>
  );
}
