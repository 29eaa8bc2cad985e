"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "@/components/ui/icon-button";
import type { Image } from "@/lib/contract/images";

interface ImageStageProps {
  image: Image;
  onPrevious: (() => void) | undefined;
  onNext: (() => void) | undefined;
}

/** One picture as large as the window allows, with the ways to its neighbours. */
export function ImageStage({ image, onPrevious, onNext }: ImageStageProps) {
  const t = useTranslations("history");
  const ratio = image.width / image.height;
  return (
    <div className="relative flex min-w-0 items-center justify-center rounded-lg border border-line bg-sunken p-3 lg:h-[calc(100dvh-11rem)]">
      {/* The thumbnail stands behind until the full picture has come. */}
      <img
        key={image.id}
        src={image.url}
        alt={t("imageAlt", { prompt: image.prompt, seed: String(image.seed) })}
        width={image.width}
        height={image.height}
        className="h-auto max-h-full rounded-sm bg-cover"
        style={{
          width: `min(100%, calc((100dvh - 12.5rem) * ${ratio}))`,
          aspectRatio: ratio,
          backgroundImage: `url("${image.thumbnailUrl}")`,
        }}
      />
      <span className="absolute top-1/2 left-2 -translate-y-1/2">
        <IconButton
          label={t("previous")}
          tooltipSide="right"
          icon={<ChevronLeft aria-hidden className="size-5" />}
          disabled={!onPrevious}
          onClick={onPrevious}
          className="bg-surface/80"
        />
      </span>
      <span className="absolute top-1/2 right-2 -translate-y-1/2">
        <IconButton
          label={t("next")}
          tooltipSide="left"
          icon={<ChevronRight aria-hidden className="size-5" />}
          disabled={!onNext}
          onClick={onNext}
          className="bg-surface/80"
        />
      </span>
    </div>
  );
}
