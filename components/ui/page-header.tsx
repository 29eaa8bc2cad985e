import type { ReactNode } from "react";

export interface PageHeaderProps {
  title: ReactNode;
  /** One line of what is here. */
  description?: ReactNode;
  /** The one primary action. */
  action?: ReactNode;
}

export function PageHeader({ title, description, action }: PageHeaderProps) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3 pb-4">
      <div className="min-w-0">
        <h1 className="truncate text-lg font-semibold">{title}</h1>
        {description && <p className="text-sm text-ink-muted">{description}</p>}
      </div>
      {action}
    </header>
  );
}
