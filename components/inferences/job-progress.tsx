"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { announce } from "@/components/ui/live-region";
import { ProgressBar } from "@/components/ui/progress-bar";
import type { InferenceProgress } from "@/lib/contract/inferences";
import { progressAnnouncement, progressSentence } from "./progress-words";

/** How far a job is, as a bar and in words; screen readers hear each quarter. */
export function JobProgress({ progress }: { progress: InferenceProgress }) {
  const t = useTranslations("jobs.progress");
  const { step, totalSteps } = progress;
  const announcement = progressAnnouncement(progress, t);
  useEffect(() => announce(announcement), [announcement]);
  return (
    <div className="flex flex-col gap-1.5">
      <ProgressBar label={t("label")} value={step / totalSteps} />
      <p className="text-ink-muted text-sm">{progressSentence(progress, t)}</p>
    </div>
  );
}
