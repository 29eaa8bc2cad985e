"use client";

import { CircleAlert, CircleSlash, Hourglass } from "lucide-react";
import { useTranslations } from "next-intl";
import { Thumbnail } from "@/components/ui/thumbnail";
import type { Inference } from "@/lib/contract/inferences";
import { isSettled } from "@/lib/rules/job-states";
import { useProgress } from "./use-job";

interface FilmStripProps {
  jobs: Inference[];
  chosenId: string | null;
  onChoose: (jobId: string) => void;
}

/** The jobs of this sitting as frames in a row; choosing one shows it above. */
export function FilmStrip({ jobs, chosenId, onChoose }: FilmStripProps) {
  const t = useTranslations("studio");
  const states = useTranslations("jobs.states");
  if (jobs.length === 0) return null;
  return (
    <section aria-label={t("filmStrip")} className="flex min-w-0 flex-col gap-1">
      <h2 className="font-medium text-ink-muted text-xs">{t("filmStrip")}</h2>
      <ul className="flex gap-2 overflow-auto p-1 lg:max-h-[calc(100dvh-22rem)] lg:flex-col">
        {jobs.map((job) => (
          <li key={job.id} className="shrink-0">
            <button
              type="button"
              aria-pressed={job.id === chosenId}
              aria-label={t("frame", { prompt: job.parameters.prompt, state: states(job.state) })}
              title={job.parameters.prompt}
              onClick={() => onChoose(job.id)}
              className="relative block size-18 overflow-hidden rounded-md border border-line bg-sunken aria-pressed:outline-2 aria-pressed:outline-accent"
            >
              <Frame job={job} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Frame({ job }: { job: Inference }) {
  const { state, coverUrls, imageCount, parameters } = job;
  if (!isSettled(state)) return <OpenFrame jobId={job.id} />;
  const [cover] = coverUrls;
  const Icon = state === "failed" ? CircleAlert : CircleSlash;
  if (!cover) return <Icon aria-hidden className="m-auto size-5 text-ink-muted" />;
  return (
    <>
      <Thumbnail
        src={cover}
        alt=""
        width={parameters.width}
        height={parameters.height}
        className="size-full"
      />
      {imageCount > 1 ? (
        <span className="absolute right-1 bottom-1 rounded-sm bg-black/75 px-1 text-white text-xs">
          {imageCount}
        </span>
      ) : null}
    </>
  );
}

function OpenFrame({ jobId }: { jobId: string }) {
  const { data: progress } = useProgress(jobId, true);
  const percent = progress ? Math.round((100 * progress.step) / progress.totalSteps) : 0;
  if (progress?.preview) {
    return (
      <>
        <img src={progress.preview} alt="" className="size-full object-cover" />
        <span className="absolute inset-x-0 bottom-0 h-1 bg-sunken">
          <span className="block h-full bg-accent" style={{ width: `${percent}%` }} />
        </span>
      </>
    );
  }
  return <Hourglass aria-hidden className="m-auto size-5 text-ink-muted" />;
}
