import type { useTranslations } from "next-intl";
import type { InferenceProgress } from "@/lib/contract/inferences";
import { formatDuration } from "@/lib/format/durations";

type Words = ReturnType<typeof useTranslations<"jobs.progress">>;

/** Where a job stands, in one sentence that is also read out. */
export function progressSentence(progress: InferenceProgress, words: Words): string {
  const { state, queuePosition, step, totalSteps, secondsLeft } = progress;
  if (state === "queued") {
    return queuePosition ? words("queuedBehind", { count: queuePosition }) : words("queuedNext");
  }
  if (state !== "running") return words(state);
  const steps = words("step", { step, total: totalSteps });
  return secondsLeft === null
    ? steps
    : `${steps} · ${words("timeLeft", { time: formatDuration(Math.max(1, Math.round(secondsLeft))) })}`;
}

/** What a screen reader hears: each change of state, and every quarter of the way. */
export function progressAnnouncement(progress: InferenceProgress, words: Words): string {
  if (progress.state !== "running") return progressSentence(progress, words);
  const quarter = Math.floor((4 * progress.step) / progress.totalSteps);
  return words("percent", { percent: quarter * 25 });
}
