"use client";

import { useCallback, useEffect, useState } from "react";
import type { TextToImage } from "@/lib/contract/inferences";
import { type Draft, firstDraft } from "./draft";
import { loadDraft, saveDraft } from "./draft-storage";

export interface DraftForm {
  draft: Draft;
  change: (changes: Partial<Omit<Draft, "parameters">>) => void;
  setParameters: (changes: Partial<TextToImage>) => void;
  /** False until the stored draft has been read. */
  isLoaded: boolean;
}

/**
 * The studio's form. It begins as `given` (a job whose settings are used again), else as the draft
 * of the last visit, else with a ready prompt.
 */
export function useDraft(given: Draft | null): DraftForm {
  const [draft, setDraft] = useState<Draft>(() => given ?? firstDraft());
  const [isLoaded, setLoaded] = useState(false);

  // The server cannot know what this browser keeps, so the stored draft comes after hydration.
  useEffect(() => {
    const stored = given ?? loadDraft();
    if (stored) setDraft(stored);
    setLoaded(true);
  }, [given]);

  useEffect(() => {
    if (isLoaded) saveDraft(draft);
  }, [draft, isLoaded]);

  const change = useCallback(
    (changes: Partial<Omit<Draft, "parameters">>) =>
      setDraft((current) => ({ ...current, ...changes })),
    [],
  );
  const setParameters = useCallback(
    (changes: Partial<TextToImage>) =>
      setDraft((current) => ({ ...current, parameters: { ...current.parameters, ...changes } })),
    [],
  );

  return { draft, change, setParameters, isLoaded };
}
