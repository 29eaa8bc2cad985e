import { useTranslations } from "next-intl";
import { Thumbnail } from "@/components/ui/thumbnail";
import type { Inference } from "@/lib/contract/inferences";

/** The first pictures of a job, small, and how many more there are. */
export function CoverStrip({ job }: { job: Inference }) {
  const t = useTranslations("jobs");
  const { coverUrls, imageCount, parameters } = job;
  const more = imageCount - coverUrls.length;
  return (
    <span className="flex w-max items-center gap-1">
      {coverUrls.map((url, index) => (
        <Thumbnail
          // biome-ignore lint/suspicious/noArrayIndexKey: covers have no id and never change places
          key={index}
          src={url}
          alt={t("coverAlt", { number: index + 1 })}
          width={parameters.width}
          height={parameters.height}
          className="size-7 max-w-none shrink-0 rounded-sm"
        />
      ))}
      {more > 0 ? (
        <span className="text-ink-muted text-xs">{t("morePictures", { count: more })}</span>
      ) : null}
    </span>
  );
}
