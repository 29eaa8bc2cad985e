"use client";

import { CircleAlert, RefreshCw } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "./button";
import { CopyableId } from "./copyable-id";

export interface ErrorStateProps {
  /** What happened, in one sentence. */
  sentence: string;
  /** What to do next. */
  nextStep?: string;
  requestId?: string;
  /** Offers to try again. */
  onRetry?: () => void;
  /** A way out other than trying again. */
  action?: ReactNode;
}

export function ErrorState({ sentence, nextStep, requestId, onRetry, action }: ErrorStateProps) {
  const t = useTranslations("common");
  return (
    <div role="alert" className="flex flex-col items-center gap-3 px-4 py-16 text-center">
      <CircleAlert aria-hidden="true" className="size-8 text-bad" strokeWidth={1.5} />
      <h2 className="max-w-md text-base font-semibold text-balance">{sentence}</h2>
      {nextStep && <p className="max-w-md text-sm text-balance text-ink-muted">{nextStep}</p>}
      {(onRetry || action) && (
        <div className="flex gap-2">
          {action}
          {onRetry && (
            <Button
              icon={<RefreshCw aria-hidden="true" className="size-4" />}
              onClick={() => onRetry()}
            >
              {t("tryAgain")}
            </Button>
          )}
        </div>
      )}
      {requestId && (
        <p className="flex items-center gap-2 text-xs text-ink-muted">
          {t("requestId")} <CopyableId id={requestId} />
        </p>
      )}
    </div>
  );
}
