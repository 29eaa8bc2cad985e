import { useTranslations } from "next-intl";
import { CopyableId } from "@/components/ui/copyable-id";
import type { TextToImage } from "@/lib/contract/inferences";

interface ParameterListProps {
  parameters: TextToImage;
  /** The seed of one picture, where it is not the job's first. */
  seed?: number;
}

/** All parameters of a job, short ones as a table, the prompts as blocks that can be selected. */
export function ParameterList({ parameters, seed = parameters.seed }: ParameterListProps) {
  const t = useTranslations("studio.fields");
  const { prompt, negative_prompt, n_iter, batch_size } = parameters;
  const rows: [string, string][] = [
    [t("size"), `${parameters.width} × ${parameters.height} px`],
    [t("sampler"), parameters.sampler_name],
    [t("steps"), String(parameters.steps)],
    [t("cfg"), String(parameters.cfg_scale)],
    [t("batchCount"), String(n_iter)],
    [t("batchSize"), String(batch_size)],
  ];
  return (
    <div className="flex flex-col gap-3 text-sm">
      <PromptBlock label={t("prompt")} text={prompt} />
      {negative_prompt ? <PromptBlock label={t("negativePrompt")} text={negative_prompt} /> : null}
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        {rows.map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-ink-muted">{label}</dt>
            <dd className="text-right">{value}</dd>
          </div>
        ))}
        <div className="contents">
          <dt className="self-center text-ink-muted">{t("seed")}</dt>
          <dd className="flex justify-end">
            <CopyableId id={String(seed)} />
          </dd>
        </div>
      </dl>
    </div>
  );
}

function PromptBlock({ label, text }: { label: string; text: string }) {
  return (
    <div className="flex flex-col gap-1">
      <span className="text-ink-muted text-xs">{label}</span>
      <p className="max-h-60 overflow-y-auto whitespace-pre-wrap break-words rounded-md bg-sunken px-3 py-2 font-mono text-xs leading-relaxed">
        {text}
      </p>
    </div>
  );
}
