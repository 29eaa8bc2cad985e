import { useTranslations } from "next-intl";
import { classNames } from "@/components/ui/class-names";
import type { Inference } from "@/lib/contract/inferences";
import { formatInstant } from "@/lib/format/dates";
import { formatDuration } from "@/lib/format/durations";
import { isSettled } from "@/lib/rules/job-states";

interface Milestone {
  key: "created" | "started" | "settled";
  at: string | null;
  /** Seconds since the milestone before. */
  seconds: number | null;
}

function secondsBetween(begin: string | null, end: string | null) {
  return begin && end ? Math.max(0, (Date.parse(end) - Date.parse(begin)) / 1000) : null;
}

function milestones({ createdAt, startedAt, settledAt }: Inference): Milestone[] {
  return [
    { key: "created", at: createdAt, seconds: null },
    { key: "started", at: startedAt, seconds: secondsBetween(createdAt, startedAt) },
    { key: "settled", at: settledAt, seconds: secondsBetween(startedAt ?? createdAt, settledAt) },
  ];
}

/** The way of a job through its states, with the time each took. */
export function JobTimeline({ job }: { job: Inference }) {
  const t = useTranslations("jobs.timeline");
  const states = useTranslations("jobs.states");
  return (
    <ol className="flex flex-col">
      {milestones(job).map(({ key, at, seconds }) => (
        <li key={key} className="relative flex gap-3 pb-4 last:pb-0">
          <span
            aria-hidden
            className={classNames(
              "z-1 mt-1.5 size-2 shrink-0 rounded-full outline-4 outline-surface",
              at ? "bg-accent" : "bg-line-strong",
            )}
          />
          {key === "settled" ? null : (
            <span
              aria-hidden
              className="absolute top-3 bottom-0 left-[3.5px] w-px bg-line-strong"
            />
          )}
          <div className="min-w-0">
            <p className={at ? "" : "text-ink-muted"}>
              {key === "settled" && isSettled(job.state) ? states(job.state) : t(key)}
              {at && seconds !== null ? (
                <span className="text-ink-muted">
                  {" "}
                  · {t("after", { time: formatDuration(seconds) })}
                </span>
              ) : null}
            </p>
            <p className="text-ink-muted text-xs" suppressHydrationWarning>
              {at ? formatInstant(at) : t("notYet")}
            </p>
          </div>
        </li>
      ))}
    </ol>
  );
}
