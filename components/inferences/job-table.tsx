"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { ProgressBar } from "@/components/ui/progress-bar";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Inference } from "@/lib/contract/inferences";
import { formatDuration } from "@/lib/format/durations";
import { isSettled } from "@/lib/rules/job-states";
import { CoverStrip } from "./cover-strip";
import { JobStateBadge } from "./job-state-badge";
import { StopButton } from "./stop-button";
import { totalSeconds } from "./timings";
import { useProgress } from "./use-job";

/** Jobs as rows: state and how far, what is asked, the first pictures, who and when. */
export function JobTable({ jobs }: { jobs: Inference[] }) {
  const t = useTranslations("jobs.table");
  return (
    <table className="data-table">
      <thead className="max-md:sr-only">
        <tr>
          <th scope="col">{t("state")}</th>
          <th scope="col" className="w-full">
            {t("prompt")}
          </th>
          <th scope="col">{t("pictures")}</th>
          <th scope="col">{t("endpoint")}</th>
          <th scope="col">{t("owner")}</th>
          <th scope="col">{t("when")}</th>
          <th scope="col">{t("took")}</th>
          <th scope="col">
            <span className="sr-only">{t("actions")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {jobs.map((job) => (
          <JobRow key={job.id} job={job} />
        ))}
      </tbody>
    </table>
  );
}

function JobRow({ job }: { job: Inference }) {
  const seconds = totalSeconds(job);
  return (
    <tr className="max-md:grid max-md:grid-cols-[1fr_auto] max-md:items-center max-md:border-line max-md:border-b max-md:py-2 max-md:[&>td]:h-auto max-md:[&>td]:border-0 max-md:[&>td]:py-0.5">
      <td className="max-md:col-start-1 max-md:row-start-1">
        <JobStateBadge state={job.state} />
      </td>
      <td className="max-w-0 max-md:col-span-2 max-md:row-start-2 max-md:max-w-none">
        <Link
          href={`/jobs/${job.id}`}
          className="block truncate font-mono text-xs hover:underline"
          title={job.parameters.prompt}
        >
          {job.parameters.prompt}
        </Link>
        {isSettled(job.state) ? <FailureLine job={job} /> : <RowProgress jobId={job.id} />}
      </td>
      <td className="max-md:row-start-3">
        <CoverStrip job={job} />
      </td>
      <td className="whitespace-nowrap text-ink-muted max-md:hidden">{job.endpoint.name}</td>
      <td className="whitespace-nowrap text-ink-muted max-md:hidden">{job.owner.name}</td>
      <td className="whitespace-nowrap text-ink-muted max-md:col-start-2 max-md:row-start-1 max-md:text-right">
        <RelativeTime at={job.createdAt} />
      </td>
      <td className="whitespace-nowrap text-right text-ink-muted max-md:hidden">
        {seconds === null ? "" : formatDuration(seconds)}
      </td>
      <td className="text-right max-md:row-start-3">
        {isSettled(job.state) ? null : <StopButton job={job} />}
      </td>
    </tr>
  );
}

function RowProgress({ jobId }: { jobId: string }) {
  const t = useTranslations("jobs.progress");
  const { data: progress } = useProgress(jobId, true);
  if (!progress) return null;
  return (
    <ProgressBar
      label={t("label")}
      value={progress.step / progress.totalSteps}
      className="mt-1 max-w-60"
    />
  );
}

function FailureLine({ job: { failure } }: { job: Inference }) {
  return failure ? (
    <p className="truncate text-bad text-xs" title={failure.message}>
      {failure.message}
    </p>
  ) : null;
}
