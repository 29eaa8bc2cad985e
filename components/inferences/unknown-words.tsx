import { Info } from "lucide-react";
import { useTranslations } from "next-intl";

/** Tells gently which words of the prompt the model could not follow. */
export function UnknownWords({ words, modelName }: { words: string[]; modelName: string }) {
  const t = useTranslations("jobs");
  if (words.length === 0) return null;
  return (
    <p className="flex gap-2 text-ink-muted text-sm">
      <Info aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>{t("unknownWords", { model: modelName, words: words.join(", ") })}</span>
    </p>
  );
}
