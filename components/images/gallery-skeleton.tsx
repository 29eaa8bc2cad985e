import { useTranslations } from "next-intl";
import { Skeleton } from "@/components/ui/skeleton";

const TILES = 12;

/** The gallery's shape before its pictures are known. */
export function GallerySkeleton() {
  const t = useTranslations("common");
  return (
    <div role="status" aria-label={t("loading")} className="flex flex-col gap-2">
      <Skeleton className="mt-4 h-4 w-48" />
      <div className="grid grid-cols-[repeat(auto-fill,minmax(8rem,1fr))] gap-2">
        {Array.from({ length: TILES }, (_, tile) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the tiles are alike and never move
          <Skeleton key={tile} className="aspect-square" />
        ))}
      </div>
    </div>
  );
}
