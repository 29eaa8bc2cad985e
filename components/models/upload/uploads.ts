"use client";

import { useSyncExternalStore } from "react";
import { api } from "@/lib/client/api";
import { isWorthRetrying } from "@/lib/client/api-error";
import { PartError } from "./send-part";
import type { Upload } from "./upload";
import { UploadStore } from "./upload-store";

async function signParts(id: string, partNumbers: number[], signal: AbortSignal) {
  try {
    const { parts } = await api.models.signParts.call({ id, partNumbers }, { signal });
    return new Map(parts.map(({ partNumber, url }) => [partNumber, url]));
  } catch (error) {
    if (isWorthRetrying(error)) throw new PartError("busy", "No addresses just now.");
    throw error;
  }
}

/** The uploads of this tab. */
export const uploads = new UploadStore({
  create: (input, idempotencyKey) => api.models.create.call(input, { context: { idempotencyKey } }),
  signParts,
  complete: (id, parts) => api.models.completeUpload.call({ id, parts }),
  giveUp: async (id) => {
    await api.models.delete.call({ id });
  },
});

const NONE: readonly Upload[] = [];

export const useUploads = () =>
  useSyncExternalStore(uploads.subscribe, uploads.snapshot, () => NONE);
