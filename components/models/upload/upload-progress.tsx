"use client";

import { useTranslations } from "next-intl";
import { ProgressBar } from "@/components/ui/progress-bar";
import { formatBytes } from "@/lib/format/bytes";
import { formatDuration } from "@/lib/format/durations";
import { secondsLeft } from "./speed";
import type { Upload } from "./upload";

/** How far a file is: bytes, speed and the time left. */
export function UploadProgress({ upload }: { upload: Upload }) {
  const t = useTranslations("models.uploads");
  const { phase, file, sentBytes } = upload;
  return (
    <div className="flex flex-col gap-1">
      <ProgressBar
        label={t("progress", { name: file.name })}
        value={phase === "sending" ? sentBytes / file.size : null}
      />
      <p className="text-ink-muted text-xs" aria-live={phase === "sending" ? "off" : "polite"}>
        {phase === "sending" ? <Sending upload={upload} /> : <Waiting phase={phase} />}
      </p>
    </div>
  );
}

function Waiting({ phase }: { phase: Upload["phase"] }) {
  const t = useTranslations("models.uploads");
  if (phase === "finishing") return t("finishing");
  return phase === "checking" ? t("checking") : t("announcing");
}

function Sending({ upload: { file, sentBytes, bytesPerSecond } }: { upload: Upload }) {
  const t = useTranslations("models.uploads");
  const left = secondsLeft(file.size - sentBytes, bytesPerSecond);
  const parts = [
    t("sent", { sent: formatBytes(sentBytes), total: formatBytes(file.size) }),
    bytesPerSecond === null ? null : t("speed", { speed: formatBytes(bytesPerSecond) }),
    left === null ? null : t("left", { time: formatDuration(left) }),
  ];
  return parts.filter((part) => part !== null).join(" · ");
}
