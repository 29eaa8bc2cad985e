import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names";

export interface PanelProps extends Omit<ComponentProps<"section">, "title"> {
  title?: ReactNode;
  /** Stands at the right of the title. */
  aside?: ReactNode;
  /** Leave out the padding, for tables and pictures. */
  flush?: boolean;
}

export function Panel({ title, aside, flush = false, className, children, ...rest }: PanelProps) {
  return (
    <section
      {...rest}
      className={classNames("min-w-0 rounded-lg border border-line bg-surface", className)}
    >
      {(title || aside) && (
        <div className="flex min-h-10 items-center justify-between gap-3 border-b border-line px-4 py-2">
          {title && <h2 className="text-sm font-semibold">{title}</h2>}
          {aside}
        </div>
      )}
      <div className={flush ? "overflow-x-auto" : "p-4"}>{children}</div>
    </section>
  );
}
