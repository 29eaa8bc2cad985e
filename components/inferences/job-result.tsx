"use client";

import { CircleSlash, RotateCw } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { useErrorText } from "@/lib/client/error-text";
import type { InferenceDetail, InferenceProgress } from "@/lib/contract/inferences";
import { formatDuration } from "@/lib/format/durations";
import { FailureNote } from "./failure-note";
import { FinishedPictures } from "./finished-pictures";
import { JobProgress } from "./job-progress";
import { JobStateBadge } from "./job-state-badge";
import { LivePicture } from "./live-picture";
import { PictureFrame } from "./picture-frame";
import { ResultSkeleton } from "./result-skeleton";
import { StopButton } from "./stop-button";
import { totalSeconds } from "./timings";
import { UnknownWords } from "./unknown-words";
import { useJob } from "./use-job";

interface JobResultProps {
  jobId: string;
  /** Generates once more with the settings of this job. */
  onAgain: (job: InferenceDetail) => void;
}

/** One job in the studio: on its way with a live preview, or what it has come to. */
export function JobResult({ jobId, onAgain }: JobResultProps) {
  const { job, progress, isOpen } = useJob(jobId);
  const textOf = useErrorText();
  if (job.isError && !job.data) {
    return <ErrorState {...textOf(job.error)} onRetry={() => job.refetch()} />;
  }
  if (!job.data) return <ResultSkeleton />;
  return isOpen ? (
    <OpenJob job={job.data} progress={progress} />
  ) : (
    <SettledJob job={job.data} onAgain={onAgain} />
  );
}

function OpenJob({ job, progress }: { job: InferenceDetail; progress?: InferenceProgress }) {
  return (
    <ResultLayout
      picture={<LivePicture parameters={job.parameters} progress={progress} />}
      actions={<StopButton job={progress ? { ...job, state: progress.state } : job} />}
    >
      {progress ? (
        <JobProgress progress={progress} />
      ) : (
        <JobStateBadge state={job.state} className="self-start" />
      )}
    </ResultLayout>
  );
}

function SettledJob({
  job,
  onAgain,
}: {
  job: InferenceDetail;
  onAgain: JobResultProps["onAgain"];
}) {
  const t = useTranslations("jobs");
  const again = (
    <Button icon={<RotateCw aria-hidden className="size-4" />} onClick={() => onAgain(job)}>
      {t("again")}
    </Button>
  );
  if (job.failure) {
    return (
      <div className="flex flex-col gap-4">
        <FailureNote failure={job.failure} actions={again} />
        <FinishedPictures images={job.images} />
      </div>
    );
  }
  return (
    <ResultLayout
      picture={
        job.images.length > 0 ? <FinishedPictures images={job.images} /> : <NoPicture job={job} />
      }
      actions={<Ways job={job} again={again} />}
    >
      <Facts job={job} />
      {job.images.length > 0 ? (
        <UnknownWords words={job.unknownWords} modelName={job.model.name} />
      ) : null}
    </ResultLayout>
  );
}

/** Stands where the picture would, so that nothing jumps when a job is stopped. */
function NoPicture({ job }: { job: InferenceDetail }) {
  const t = useTranslations("jobs");
  return (
    <PictureFrame width={job.parameters.width} height={job.parameters.height}>
      <p className="m-auto flex flex-col items-center gap-2 p-4 text-center text-ink-muted">
        <CircleSlash aria-hidden className="size-6" strokeWidth={1.5} />
        {t("stoppedEmpty")}
      </p>
    </PictureFrame>
  );
}

function Facts({ job }: { job: InferenceDetail }) {
  const t = useTranslations("jobs");
  const seconds = totalSeconds(job);
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-muted text-sm">
      <JobStateBadge state={job.state} />
      <span>{t("seedIs", { seed: String(job.parameters.seed) })}</span>
      {seconds === null ? null : <span>{formatDuration(seconds)}</span>}
      <span>{job.model.name}</span>
    </p>
  );
}

function Ways({ job, again }: { job: InferenceDetail; again: ReactNode }) {
  const t = useTranslations("jobs");
  const [only, second] = job.images;
  return (
    <>
      {job.state === "stopped" ? again : null}
      {only && !second ? (
        <a href={only.downloadUrl} download className={buttonClass()}>
          {t("download")}
        </a>
      ) : null}
      <Link href={`/jobs/${job.id}`} prefetch={false} className={buttonClass("quiet")}>
        {t("details")}
      </Link>
    </>
  );
}

interface ResultLayoutProps {
  picture: ReactNode;
  actions: ReactNode;
  children: ReactNode;
}

function ResultLayout({ picture, actions, children }: ResultLayoutProps) {
  return (
    <div className="flex flex-col gap-3">
      {picture}
      <div className="mx-auto flex w-full max-w-160 flex-wrap items-start gap-x-4 gap-y-2">
        <div className="flex min-w-0 flex-1 basis-60 flex-col gap-2">{children}</div>
        <div className="flex flex-wrap gap-2">{actions}</div>
      </div>
    </div>
  );
}
