"use client";

import { useTranslations } from "next-intl";
import { Thumbnail } from "@/components/ui/thumbnail";
import type { Image } from "@/lib/contract/images";

interface SiblingStripProps {
  images: Image[];
  chosenId: string;
  onChoose: (imageId: string) => void;
}

/** The other pictures of the same job. */
export function SiblingStrip({ images, chosenId, onChoose }: SiblingStripProps) {
  const t = useTranslations("history");
  if (images.length < 2) return null;
  return (
    <section aria-label={t("siblings")}>
      <h2 className="pb-2 font-medium text-sm">{t("siblings")}</h2>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(3.5rem,1fr))] gap-2">
        {images.map((image) => (
          <li key={image.id}>
            <button
              type="button"
              aria-pressed={image.id === chosenId}
              onClick={() => onChoose(image.id)}
              className="block w-full overflow-hidden rounded-sm aria-pressed:outline-2 aria-pressed:outline-accent"
            >
              <Thumbnail
                src={image.thumbnailUrl}
                alt={t("sibling", { number: image.index + 1, seed: String(image.seed) })}
                width={image.width}
                height={image.height}
                className="aspect-square w-full"
              />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
