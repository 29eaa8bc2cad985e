"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { showToast } from "@/components/ui/toast";
import { api } from "@/lib/client/api";
import { useErrorText } from "@/lib/client/error-text";

/** Have every list of models read again. */
export function useModelsChanged() {
  const client = useQueryClient();
  return useCallback(() => client.invalidateQueries({ queryKey: api.models.key() }), [client]);
}

/** Deletes a model and its file. */
export function useDeleteModel(onDeleted: () => void) {
  const changed = useModelsChanged();
  const textOf = useErrorText();
  return useMutation({
    mutationFn: (id: string) => api.models.delete.call({ id }),
    onSuccess: () => {
      onDeleted();
      changed();
    },
    onError: (error) => {
      const { sentence, nextStep, requestId } = textOf(error);
      const detail = requestId ? `${nextStep} (${requestId})` : nextStep;
      showToast({ tone: "bad", message: sentence, detail });
    },
  });
}
