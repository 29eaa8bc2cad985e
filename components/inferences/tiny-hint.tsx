"use client";

import { useTranslations } from "next-intl";

interface TinyHintProps {
  engine: string;
  onExample: (prompt: string) => void;
}

const EXAMPLES = [
  "a yellow boat on the right, sea, sunset sky, the sun",
  "a portrait of an orange cat, purple background",
  "a green pine tree, snow, night sky, a full moon",
] as const;

/** Says honestly what the tiny engine can draw, with prompts to try. */
export function TinyHint({ engine, onExample }: TinyHintProps) {
  const t = useTranslations("studio.tiny");
  if (engine !== "tiny") return null;
  return (
    <details className="-mt-2 text-ink-muted text-xs">
      <summary className="w-fit list-none underline decoration-dotted underline-offset-2">
        {t("summary")}
      </summary>
      <div className="flex flex-col gap-2 pt-2">
        <p className="max-w-prose">{t("words")}</p>
        <ul className="flex flex-wrap gap-1.5">
          {EXAMPLES.map((example) => (
            <li key={example}>
              <button
                type="button"
                onClick={() => onExample(example)}
                className="rounded-sm border border-line bg-surface px-2 py-1 text-left font-mono text-ink text-xs hover:bg-hover"
              >
                {example}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </details>
  );
}
