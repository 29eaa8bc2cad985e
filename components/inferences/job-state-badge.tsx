import { Hourglass, type LucideIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import { StateBadge, type StateTone } from "@/components/ui/state-badge";
import type { JobState } from "@/lib/contract/jobs";

const LOOK_BY_STATE: Record<JobState, { tone: StateTone; icon?: LucideIcon }> = {
  queued: { tone: "waiting", icon: Hourglass },
  starting: { tone: "active" },
  running: { tone: "active" },
  stopping: { tone: "warning" },
  completed: { tone: "good" },
  stopped: { tone: "stopped" },
  failed: { tone: "bad" },
};

/** A job's state as icon and word. */
export function JobStateBadge({ state, className }: { state: JobState; className?: string }) {
  const t = useTranslations("jobs.states");
  return <StateBadge {...LOOK_BY_STATE[state]} label={t(state)} className={className} />;
}
