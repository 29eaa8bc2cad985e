"use client";

import { UploadCloud } from "lucide-react";
import { useTranslations } from "next-intl";
import { type DragEvent, type ReactNode, useState } from "react";

interface FileDropProps {
  isAllowed: boolean;
  onFiles: (files: File[]) => void;
  children: ReactNode;
}

const holdsFiles = (event: DragEvent) => event.dataTransfer.types.includes("Files");

/** Takes files that are dropped anywhere on the page, and says so while they hover. */
export function FileDrop({ isAllowed, onFiles, children }: FileDropProps) {
  const t = useTranslations("models.uploads");
  const [isOver, setOver] = useState(false);
  if (!isAllowed) return children;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the upload button does the same for the keyboard
    <div
      className="relative min-h-[60dvh]"
      onDragOver={(event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        setOver(false);
        onFiles([...event.dataTransfer.files]);
      }}
    >
      {children}
      {isOver ? (
        <div className="pointer-events-none absolute inset-0 z-10 flex items-center justify-center gap-2 rounded-lg border-2 border-accent border-dashed bg-accent-soft/90 font-medium">
          <UploadCloud aria-hidden className="size-5" />
          {t("drop")}
        </div>
      ) : null}
    </div>
  );
}
