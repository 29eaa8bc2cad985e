import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { JobFailure } from "@/lib/contract/jobs";

interface FailureNoteProps {
  failure: JobFailure;
  /** What can be done about it. */
  actions?: ReactNode;
}

/** Why a job failed, who can fix it, and what to do next. */
export function FailureNote({ failure, actions }: FailureNoteProps) {
  const t = useTranslations("jobs.failure");
  return (
    <div role="alert" className="flex flex-col gap-3 rounded-md border border-bad bg-bad-soft p-4">
      <p className="flex gap-2">
        <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
        <span className="min-w-0 break-words">
          <strong className="font-medium">{failure.message}</strong>{" "}
          {t(failure.blame === "user" ? "byUser" : "bySystem")}
        </span>
      </p>
      {actions ? <div className="flex flex-wrap gap-2 pl-6">{actions}</div> : null}
    </div>
  );
}
