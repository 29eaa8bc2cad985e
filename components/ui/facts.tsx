import type { ReactNode } from "react";

export interface FactsProps {
  rows: readonly { label: string; value: ReactNode }[];
}

/** Names and values of one thing, the values at the right. */
export function Facts({ rows }: FactsProps) {
  return (
    <dl className="flex flex-col text-sm">
      {rows.map(({ label, value }) => (
        <div
          key={label}
          className="flex min-h-8 items-center justify-between gap-4 border-line border-b py-1 last:border-0"
        >
          <dt className="shrink-0 text-ink-muted">{label}</dt>
          <dd className="min-w-0 break-words text-right">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
