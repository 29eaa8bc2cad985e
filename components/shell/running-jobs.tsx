"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { iconButtonClass } from "@/components/ui/icon-button";
import { Tooltip } from "@/components/ui/tooltip";
import { queries } from "@/lib/client/queries";

/** A ring around the count of jobs that are not settled; it turns while there are any. */
export function RunningJobs() {
  const t = useTranslations("shell");
  const { data } = useQuery(queries.inferences.open());
  const count = data?.items.length ?? 0;
  const shown = data?.nextCursor ? `${count}+` : String(count);
  const label = t("jobsRunning", { count });
  return (
    <Tooltip text={label}>
      <Link href="/jobs" aria-label={label} className={iconButtonClass("relative")}>
        <svg
          aria-hidden="true"
          viewBox="0 0 24 24"
          className={count > 0 ? "size-6 animate-spin [animation-duration:2s]" : "size-6"}
        >
          <circle cx="12" cy="12" r="10" fill="none" strokeWidth="2" className="stroke-line" />
          {count > 0 && (
            <path
              d="M12 2a10 10 0 0 1 10 10"
              fill="none"
              strokeWidth="2"
              strokeLinecap="round"
              className="stroke-accent"
            />
          )}
        </svg>
        <span
          aria-hidden="true"
          className="absolute inset-0 flex items-center justify-center text-[0.625rem] font-medium"
        >
          {shown}
        </span>
      </Link>
    </Tooltip>
  );
}
