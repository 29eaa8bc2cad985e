"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { Thumbnail } from "@/components/ui/thumbnail";
import type { PlacedImage } from "./gallery-rows";

interface GalleryTileProps {
  placed: PlacedImage;
  heightPx: number;
  /** One tile of the grid is reached by Tab; the arrows reach the others. */
  isTabStop: boolean;
  onFocus: (index: number) => void;
}

/** One thumbnail of the history. */
export function GalleryTile({ placed, heightPx, isTabStop, onFocus }: GalleryTileProps) {
  const t = useTranslations("history");
  const { image, index, widthPx } = placed;
  return (
    <Link
      href={`/history/${image.id}`}
      prefetch={false}
      data-index={index}
      tabIndex={isTabStop ? 0 : -1}
      onFocus={() => onFocus(index)}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        // Only the address changes: the gallery stays as it is behind the image.
        window.history.pushState(null, "", `/history/${image.id}${window.location.search}`);
      }}
      className="group relative shrink-0 overflow-hidden rounded-sm bg-sunken"
      style={{ width: widthPx, height: heightPx }}
    >
      <Thumbnail
        src={image.thumbnailUrl}
        alt={t("imageAlt", { prompt: image.prompt, seed: String(image.seed) })}
        width={image.width}
        height={image.height}
        className="size-full"
      />
      <span
        aria-hidden
        className="absolute inset-x-0 bottom-0 truncate bg-black/70 px-2 py-1 text-white text-xs opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100"
      >
        {image.prompt}
      </span>
    </Link>
  );
}
