import {
  Circle,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleDot,
  CircleSlash,
  type LucideIcon,
} from "lucide-react";
import { classNames } from "./class-names";

/** waiting: has not begun · active: under way · good: done or up · stopped: ended by a person. */
const TONES = {
  waiting: { icon: CircleDashed, look: "text-ink-muted bg-sunken" },
  active: { icon: CircleDot, look: "text-accent bg-accent-soft" },
  good: { icon: CircleCheck, look: "text-good bg-good-soft" },
  warning: { icon: CircleAlert, look: "text-warning bg-warning-soft" },
  bad: { icon: CircleAlert, look: "text-bad bg-bad-soft" },
  stopped: { icon: CircleSlash, look: "text-ink-muted bg-sunken" },
  neutral: { icon: Circle, look: "text-ink-muted bg-sunken" },
} as const;

export type StateTone = keyof typeof TONES;

export interface StateBadgeProps {
  tone: StateTone;
  label: string;
  icon?: LucideIcon;
  className?: string;
}

/** A state as icon, word and colour, so that none of them has to be told apart alone. */
export function StateBadge({ tone, label, icon, className }: StateBadgeProps) {
  const Icon = icon ?? TONES[tone].icon;
  return (
    <span
      className={classNames(
        "inline-flex h-5 shrink-0 items-center gap-1 rounded-sm px-1.5 text-xs font-medium whitespace-nowrap",
        TONES[tone].look,
        className,
      )}
    >
      <Icon aria-hidden="true" className="size-3" />
      {label}
    </span>
  );
}
