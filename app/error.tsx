"use client";

import { useRouter } from "next/navigation";
import { startTransition } from "react";
import { ErrorState } from "@/components/ui/error-state";
import { useErrorText } from "@/lib/client/error-text";

interface ErrorPageProps {
  error: Error & { digest?: string };
  reset: () => void;
}

/** What a page could not recover from; the digest finds the cause in the log. */
export default function ErrorPage({ error, reset }: ErrorPageProps) {
  const router = useRouter();
  const { sentence, nextStep, requestId } = useErrorText()(error);
  const retry = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  return (
    <ErrorState
      sentence={sentence}
      nextStep={nextStep}
      requestId={requestId ?? error.digest}
      onRetry={retry}
    />
  );
}
