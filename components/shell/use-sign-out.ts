"use client";

import { useCallback } from "react";
import { showToast } from "@/components/ui/toast";
import { useErrorText } from "@/lib/client/error-text";

/** Ends the session; a failure is told, since somebody may be about to walk away. */
export function useSignOut() {
  const errorText = useErrorText();
  return useCallback(async () => {
    try {
      const { signOut } = await import("@/lib/client/sign-in");
      await signOut();
    } catch (error) {
      const { sentence, nextStep } = errorText(error);
      showToast({ tone: "bad", message: sentence, detail: nextStep });
    }
  }, [errorText]);
}
