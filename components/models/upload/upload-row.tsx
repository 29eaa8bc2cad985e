"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "@/components/ui/icon-button";
import { formatBytes } from "@/lib/format/bytes";
import { isBusy, type Upload } from "./upload";
import { UploadDraft } from "./upload-draft";
import { UploadEnd } from "./upload-end";
import { UploadProgress } from "./upload-progress";
import { uploads } from "./uploads";

/** One file: what it is, where it stands, and the way off the list. */
export function UploadRow({ upload }: { upload: Upload }) {
  const t = useTranslations("models.uploads");
  const { id, file, phase } = upload;
  return (
    <li className="flex flex-col gap-2 px-4 py-3">
      <div className="flex items-center gap-3">
        <p className="min-w-0 flex-1 truncate">
          <span className="font-medium">{file.name}</span>{" "}
          <span className="text-ink-muted">{formatBytes(file.size)}</span>
        </p>
        <IconButton
          label={t(isBusy(upload) ? "cancel" : "dismiss", { name: file.name })}
          tooltipSide="left"
          icon={<X aria-hidden className="size-4" />}
          onClick={() => uploads.remove(id)}
        />
      </div>
      {phase === "draft" ? <UploadDraft upload={upload} /> : null}
      {isBusy(upload) || phase === "checking" ? <UploadProgress upload={upload} /> : null}
      <UploadEnd upload={upload} />
    </li>
  );
}
