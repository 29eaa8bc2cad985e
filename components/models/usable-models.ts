import type { Model } from "@/lib/contract/models";

/** Checkpoints that can be used with an engine of these families, newest first. */
export const usableModels = (models: readonly Model[], families: readonly string[]) =>
  models.filter(
    ({ kind, state, family }) =>
      kind === "checkpoint" && state === "ready" && family !== null && families.includes(family),
  );
