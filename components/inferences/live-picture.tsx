"use client";

import { useTranslations } from "next-intl";
import type { InferenceProgress, TextToImage } from "@/lib/contract/inferences";
import { PictureFrame } from "./picture-frame";

interface LivePictureProps {
  parameters: TextToImage;
  progress: InferenceProgress | undefined;
}

/** The picture as it comes, in the place where the finished one will stand. */
export function LivePicture({ parameters: { width, height }, progress }: LivePictureProps) {
  const t = useTranslations("jobs");
  const preview = progress?.preview ?? null;
  return (
    <PictureFrame width={width} height={height}>
      {preview ? (
        <img src={preview} alt={t("previewAlt")} className="size-full" />
      ) : (
        <span className="size-full animate-pulse bg-sunken" />
      )}
    </PictureFrame>
  );
}
