"use client";

import { UploadCloud } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { Button, type ButtonLook } from "@/components/ui/button";

interface UploadButtonProps {
  look?: ButtonLook;
  isAllowed: boolean;
  onFiles: (files: File[]) => void;
}

/** Opens the system's file chooser. */
export function UploadButton({ look = "primary", isAllowed, onFiles }: UploadButtonProps) {
  const t = useTranslations("models.uploads");
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        look={look}
        icon={<UploadCloud aria-hidden className="size-4" />}
        disabled={!isAllowed}
        title={isAllowed ? undefined : t("notAllowed")}
        onClick={() => input.current?.click()}
      >
        {t("verb")}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t("verb")}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          // The same file may be chosen again after it was taken off the list.
          event.target.value = "";
        }}
      />
    </>
  );
}
