"use client";

import { Sparkles } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { formatDuration } from "@/lib/format/durations";
import { formatUsd } from "@/lib/format/money";
import { costUsd } from "./expected-wait";

interface GenerateBarProps {
  pictureCount: number;
  /** Of the whole endpoint; null while none is chosen. */
  priceUsdPerHour: number | null;
  /** How long the job will take once it starts; null when nothing tells. */
  seconds: number | null;
  /** Jobs that wait or run on the endpoint. */
  queueDepth: number;
  isPending: boolean;
  /** False until the form answers to clicks; one before that would be lost. */
  isReady: boolean;
  /** Why nothing can be generated now. */
  blockedBy: string | null;
  onGenerate: () => void;
}

/** The one button, and what the click will cost in money and time. */
export function GenerateBar(props: GenerateBarProps) {
  const { pictureCount, isPending, isReady, blockedBy, onGenerate } = props;
  const t = useTranslations("studio");
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Button
        look="primary"
        icon={<Sparkles aria-hidden className="size-4" />}
        pending={isPending}
        disabled={blockedBy !== null || !isReady}
        title={blockedBy ?? t("generateKeys")}
        onClick={onGenerate}
        className="min-w-36 max-sm:flex-1"
      >
        {pictureCount > 1 ? t("generateMany", { count: pictureCount }) : t("generate")}
      </Button>
      <p className="text-ink-muted text-sm">{blockedBy ?? <Price {...props} />}</p>
    </div>
  );
}

function Price({ priceUsdPerHour, seconds, queueDepth }: GenerateBarProps) {
  const t = useTranslations("studio.price");
  const parts = [
    moneyPart(),
    timePart(),
    queueDepth > 0 ? t("queue", { count: queueDepth }) : null,
  ];
  return parts.filter((part) => part !== null).join(" · ");

  function moneyPart() {
    if (priceUsdPerHour === null) return null;
    if (priceUsdPerHour === 0) return t("free");
    return seconds === null
      ? t("hourly", { price: formatUsd(priceUsdPerHour) })
      : t("job", { price: formatUsd(costUsd(priceUsdPerHour, seconds)) });
  }
  function timePart() {
    return seconds === null
      ? t("timeUnknown")
      : t("time", { time: formatDuration(Math.max(1, Math.round(seconds))) });
  }
}
