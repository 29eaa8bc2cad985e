import { classNames } from "./class-names";

export interface ProgressBarProps {
  /** What is progressing; read out. */
  label: string;
  /** From 0 to 1; null while nobody knows. */
  value: number | null;
  className?: string;
}

export function ProgressBar({ label, value, className }: ProgressBarProps) {
  const percent = value === null ? undefined : Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className={classNames("h-1.5 w-full overflow-hidden rounded-full bg-sunken", className)}
    >
      <div
        className={classNames(
          "h-full origin-left rounded-full bg-accent transition-transform duration-150",
          percent === undefined && "animate-pulse",
        )}
        style={{ transform: `scaleX(${percent === undefined ? 1 : percent / 100})` }}
      />
    </div>
  );
}
