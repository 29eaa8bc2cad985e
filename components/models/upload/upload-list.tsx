"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { Panel } from "@/components/ui/panel";
import { isBusy } from "./upload";
import { UploadRow } from "./upload-row";
import { useUploads } from "./uploads";

/** Asks before the tab is closed while bytes are on their way. */
function useLeaveWarning(isNeeded: boolean) {
  useEffect(() => {
    if (!isNeeded) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isNeeded]);
}

/** The files that are about to become models, each with its name, its way and its end. */
export function UploadList() {
  const t = useTranslations("models.uploads");
  const list = useUploads();
  useLeaveWarning(list.some(isBusy));
  if (list.length === 0) return null;
  return (
    <Panel title={t("title")} flush className="mb-4">
      <ul className="divide-y divide-line">
        {list.map((upload) => (
          <UploadRow key={upload.id} upload={upload} />
        ))}
      </ul>
    </Panel>
  );
}
