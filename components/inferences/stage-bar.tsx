import { useTranslations } from "next-intl";
import type { Inference } from "@/lib/contract/inferences";
import { formatDuration } from "@/lib/format/durations";
import { type Stage, stageTimes, totalSeconds } from "./timings";

const COLOUR_BY_STAGE: Record<Stage, string> = {
  wait: "bg-line-strong",
  load: "bg-ink-faint",
  encode: "bg-ink-muted",
  sample: "bg-accent",
  decode: "bg-good",
  save: "bg-warning",
};

/** A stage too short to see still gets a sliver. */
const SHARE_MIN_PERCENT = 0.75;

/** Below this, one digit behind the point would read as nothing. */
const SECONDS_SHOWN_MIN = 0.05;

function StageSeconds({ seconds }: { seconds: number }) {
  const t = useTranslations("jobs.stages");
  return seconds < SECONDS_SHOWN_MIN ? t("short") : formatDuration(seconds);
}

/** How long each stage of a job took: a bar picture and the same numbers as a list. */
export function StageBar({ inference }: { inference: Inference }) {
  const t = useTranslations("jobs.stages");
  const stages = stageTimes(inference);
  const sum = stages.reduce((seconds, stage) => seconds + stage.seconds, 0);
  const total = totalSeconds(inference);
  if (stages.length === 0 || sum === 0)
    return <p className="text-ink-muted text-sm">{t("none")}</p>;
  return (
    <div className="flex flex-col gap-2">
      <div aria-hidden className="flex h-3 gap-px overflow-hidden rounded-sm">
        {stages.map(({ stage, seconds }) => (
          <span
            key={stage}
            className={COLOUR_BY_STAGE[stage]}
            style={{ width: `${Math.max(SHARE_MIN_PERCENT, (100 * seconds) / sum)}%` }}
          />
        ))}
      </div>
      <dl className="grid grid-cols-[auto_1fr_auto] items-center gap-x-2 gap-y-1 text-sm">
        {stages.map(({ stage, seconds }) => (
          <div key={stage} className="contents">
            <span aria-hidden className={`size-2.5 rounded-sm ${COLOUR_BY_STAGE[stage]}`} />
            <dt>{t(stage)}</dt>
            <dd className="text-right text-ink-muted tabular-nums">
              <StageSeconds seconds={seconds} />
            </dd>
          </div>
        ))}
        {total === null ? null : (
          <div className="contents font-medium">
            <span aria-hidden />
            <dt>{t("total")}</dt>
            <dd className="text-right tabular-nums">{formatDuration(total)}</dd>
          </div>
        )}
      </dl>
    </div>
  );
}
