"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { showToast } from "@/components/ui/toast";
import { api } from "@/lib/client/api";
import { useErrorText } from "@/lib/client/error-text";

/** Tell in a corner that an action failed, with the request id for whoever helps. */
export function useFailureToast() {
  const textOf = useErrorText();
  const t = useTranslations("common");
  return (error: unknown) => {
    const { sentence, nextStep, requestId } = textOf(error);
    const detail = requestId ? `${nextStep} ${t("requestId")}: ${requestId}` : nextStep;
    showToast({ tone: "bad", message: sentence, detail });
  };
}

/** Stops a job; what it has made so far stays. */
export function useStop() {
  const client = useQueryClient();
  const onError = useFailureToast();
  return useMutation({
    mutationFn: (id: string) => api.inferences.stop.call({ id }),
    onError,
    onSettled: () => client.invalidateQueries({ queryKey: api.inferences.key() }),
  });
}

/** Deletes a settled job and its images for good. */
export function useDelete(onDeleted: () => void) {
  const client = useQueryClient();
  const onError = useFailureToast();
  return useMutation({
    mutationFn: (id: string) => api.inferences.delete.call({ id }),
    onError,
    onSuccess: (_, id) => {
      client.removeQueries({ queryKey: api.inferences.get.key({ input: { id } }) });
      client.invalidateQueries({ queryKey: api.inferences.list.key() });
      client.invalidateQueries({ queryKey: api.images.list.key() });
      onDeleted();
    },
  });
}
