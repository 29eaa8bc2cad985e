"use client";

import { SlidersHorizontal } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonClass } from "@/components/ui/button";
import { CopyableId } from "@/components/ui/copyable-id";
import { Facts } from "@/components/ui/facts";
import { Panel } from "@/components/ui/panel";
import type { InferenceDetail, InferenceProgress } from "@/lib/contract/inferences";
import { isSettled } from "@/lib/rules/job-states";
import { CopyInfotext } from "./copy-infotext";
import { DeleteJobButton } from "./delete-job-button";
import { FailureNote } from "./failure-note";
import { FinishedPictures } from "./finished-pictures";
import { JobProgress } from "./job-progress";
import { JobStateBadge } from "./job-state-badge";
import { JobTimeline } from "./job-timeline";
import { LivePicture } from "./live-picture";
import { ParameterList } from "./parameter-list";
import { StageBar } from "./stage-bar";
import { StopButton } from "./stop-button";
import { UnknownWords } from "./unknown-words";

interface JobDetailProps {
  job: InferenceDetail;
  /** Present while the job is open. */
  progress: InferenceProgress | undefined;
  onDeleted: () => void;
}

/** A job's page: its way through the states, then the live thing, then everything it was asked. */
export function JobDetail({ job, progress, onDeleted }: JobDetailProps) {
  const t = useTranslations("jobs");
  return (
    <>
      <header className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0 flex-1 basis-80">
          <h1 className="line-clamp-2 break-words font-semibold text-lg">
            {job.parameters.prompt}
          </h1>
          <p className="flex flex-wrap items-center gap-2 pt-1 text-ink-muted">
            <JobStateBadge state={progress?.state ?? job.state} />
            {t("madeBy", {
              owner: job.owner.name,
              model: job.model.name,
              endpoint: job.endpoint.name,
            })}
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          <StopButton job={progress ? { ...job, state: progress.state } : job} />
          <DeleteJobButton job={job} onDeleted={onDeleted} />
        </div>
      </header>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 pt-2 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <Work job={job} progress={progress} />
        <Background job={job} />
      </div>
    </>
  );
}

function Work({ job, progress }: Omit<JobDetailProps, "onDeleted">) {
  const t = useTranslations("jobs");
  if (!isSettled(job.state)) {
    return (
      <Panel title={t("live")}>
        <div className="flex flex-col gap-4">
          <LivePicture parameters={job.parameters} progress={progress} />
          {progress ? <JobProgress progress={progress} /> : null}
        </div>
      </Panel>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      {job.failure ? <FailureNote failure={job.failure} /> : null}
      <Panel title={t("picturesTitle", { count: job.images.length })}>
        <div className="flex flex-col gap-4">
          {job.images.length > 0 ? (
            <FinishedPictures images={job.images} />
          ) : (
            <p className="text-ink-muted">{t("noPictures")}</p>
          )}
          {job.images.length > 0 ? (
            <UnknownWords words={job.unknownWords} modelName={job.model.name} />
          ) : null}
        </div>
      </Panel>
    </div>
  );
}

function Background({ job }: { job: InferenceDetail }) {
  const t = useTranslations("jobs");
  const isDone = isSettled(job.state);
  return (
    <div className="flex flex-col gap-4">
      <Panel title={t("timelineTitle")}>
        <JobTimeline job={job} />
      </Panel>
      {isDone ? (
        <Panel title={t("stages.title")}>
          <StageBar inference={job} />
        </Panel>
      ) : null}
      <Panel title={t("parametersTitle")}>
        <div className="flex flex-col gap-4">
          <ParameterList parameters={job.parameters} />
          <div className="flex flex-wrap gap-2">
            <Link href={`/studio?from=${job.id}`} className={buttonClass()}>
              <SlidersHorizontal aria-hidden className="size-4" />
              {t("useSettings")}
            </Link>
            <CopyInfotext parameters={job.parameters} modelName={job.model.name} />
          </div>
          <Facts
            rows={[{ label: t("id"), value: <CopyableId id={job.id} className="max-w-48" /> }]}
          />
        </div>
      </Panel>
    </div>
  );
}
