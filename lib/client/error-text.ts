"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { toApiError } from "./api-error";

export interface ErrorText {
  sentence: string;
  nextStep: string;
  requestId: string | undefined;
}

/** Turns whatever a call threw into words; the server's own sentence wins over the general one. */
export function useErrorText(): (error: unknown) => ErrorText {
  const t = useTranslations("errors");
  return useCallback(
    (error) => {
      const { code, message, requestId } = toApiError(error);
      return {
        sentence: message || t(`${code}.sentence`),
        nextStep: t(`${code}.nextStep`),
        requestId,
      };
    },
    [t],
  );
}
