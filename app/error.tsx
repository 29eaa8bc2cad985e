"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { startTransition } from "react";
import { ErrorState } from "@/components/ui/error-state";

interface ErrorPageProps {
  error: Error & { digest?: string };
  reset: () => void;
}

/** What a page could not recover from; the digest finds the cause in the log. */
export default function ErrorPage({ error, reset }: ErrorPageProps) {
  const router = useRouter();
  const t = useTranslations("errors.internal");
  const retry = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  return (
    <ErrorState
      sentence={t("sentence")}
      nextStep={t("nextStep")}
      requestId={error.digest}
      onRetry={retry}
    />
  );
}
