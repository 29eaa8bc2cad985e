"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { startTransition } from "react";

interface ErrorPageProps {
  error: Error & { digest?: string };
  reset: () => void;
}

/**
 * What a page could not recover from; the digest finds the cause in the log. It is loaded with every
 * page and therefore does without the primitives.
 */
export default function ErrorPage({ error, reset }: ErrorPageProps) {
  const t = useTranslations("errors.internal");
  const common = useTranslations("common");
  const router = useRouter();
  const retry = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  return (
    <div role="alert" className="flex flex-col items-center gap-3 px-4 py-16 text-center">
      <h1 className="text-base font-semibold">{t("sentence")}</h1>
      <p className="text-ink-muted">{t("nextStep")}</p>
      <button
        type="button"
        onClick={retry}
        className="h-control rounded-md border border-line-strong bg-surface px-3 font-medium hover:bg-hover"
      >
        {common("tryAgain")}
      </button>
      {error.digest && (
        <p className="text-xs text-ink-muted">
          {common("requestId")} <code className="font-mono">{error.digest}</code>
        </p>
      )}
    </div>
  );
}
