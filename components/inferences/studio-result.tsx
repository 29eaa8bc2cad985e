"use client";

import { ImagePlus } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import type { InferenceDetail } from "@/lib/contract/inferences";
import { ResultSkeleton } from "./result-skeleton";

const JobResult = dynamic(() => import("./job-result").then((module) => module.JobResult), {
  loading: ResultSkeleton,
});

interface StudioResultProps {
  jobId: string | null;
  onAgain: (job: InferenceDetail) => void;
}

/** The middle of the studio: the job that is shown, or a word about what will stand here. */
export function StudioResult({ jobId, onAgain }: StudioResultProps) {
  const t = useTranslations("studio");
  return (
    <section aria-label={t("result")} className="rounded-lg border border-line bg-surface p-3">
      {jobId === null ? (
        <div className="flex min-h-[45dvh] flex-col items-center justify-center gap-3 px-4 text-center text-ink-muted">
          <ImagePlus aria-hidden className="size-8" strokeWidth={1.25} />
          <p className="max-w-sm text-balance">{t("resultEmpty")}</p>
        </div>
      ) : (
        <JobResult jobId={jobId} onAgain={onAgain} />
      )}
    </section>
  );
}
