"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { api, newIdempotencyKey } from "@/lib/client/api";
import { toApiError } from "@/lib/client/api-error";
import type { Inference, TextToImage } from "@/lib/contract/inferences";
import { fieldOfPath, type ProblemByField } from "./draft-problems";

export interface NewJob {
  endpointId: string;
  modelId: string;
  parameters: TextToImage;
}

/** The fields that a refusal speaks of, to be shown under them. */
export function refusedFields(error: unknown): ProblemByField {
  const { fields } = toApiError(error);
  return Object.fromEntries(fields.map(({ path, message }) => [fieldOfPath(path), message]));
}

/**
 * Starts jobs. One intended job keeps one idempotency key until it is answered, so that neither a
 * double click nor a second try after a broken connection makes two.
 */
export function useCreate(onCreated: (job: Inference) => void) {
  const client = useQueryClient();
  const intent = useRef<{ body: string; key: string } | null>(null);
  return useMutation({
    mutationFn: (job: NewJob) => {
      const body = JSON.stringify(job);
      if (intent.current?.body !== body) intent.current = { body, key: newIdempotencyKey() };
      const context = { idempotencyKey: intent.current.key };
      return api.inferences.create.call(job, { context });
    },
    onSuccess: (job) => {
      intent.current = null;
      client.invalidateQueries({ queryKey: api.inferences.list.key() });
      onCreated(job);
    },
  });
}
