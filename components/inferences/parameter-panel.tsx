"use client";

import { ArrowLeftRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Select } from "@/components/ui/select";
import type { TextToImage } from "@/lib/contract/inferences";
import type { EngineCapabilities } from "@/lib/rules/engines";
import { defaultParameters } from "./draft";
import type { ProblemByField } from "./draft-problems";
import { NumberParameter } from "./number-parameter";
import { ParameterGroup } from "./parameter-group";
import { SeedParameter } from "./seed-parameter";
import { ShapePicker } from "./shape-picker";
import type { DraftForm } from "./use-draft";

interface ParameterPanelProps {
  form: DraftForm;
  engine: EngineCapabilities;
  problems: ProblemByField;
  lastSeed: number | null;
  /** Only the shape. */
  isSimple: boolean;
}

type GroupProps = Omit<ParameterPanelProps, "isSimple">;

/** How to put a group's fields back; undefined when they are as the engine would choose. */
function resetOf({ form, engine }: GroupProps, fields: (keyof TextToImage)[]) {
  const defaults = defaultParameters(engine);
  const { parameters } = form.draft;
  const changed = fields.filter((field) => parameters[field] !== defaults[field]);
  if (changed.length === 0) return undefined;
  return () =>
    form.setParameters(Object.fromEntries(changed.map((field) => [field, defaults[field]])));
}

/** The engine's samplers, and the chosen one where the engine does not know it, so that it shows. */
function samplerOptions({ samplers }: EngineCapabilities, chosen: string) {
  const names = samplers.includes(chosen) ? samplers : [chosen, ...samplers];
  return names.map((name) => ({ value: name, label: name }));
}

/** Everything about a picture beside its words, in groups that fold. */
export function ParameterPanel({ isSimple, ...group }: ParameterPanelProps) {
  if (isSimple) {
    const { form, engine } = group;
    return (
      <ShapePicker size={form.draft.parameters} engine={engine} onChange={form.setParameters} />
    );
  }
  return (
    <div>
      <SizeGroup {...group} />
      <SamplingGroup {...group} />
      <SeedGroup {...group} />
      <CountGroup {...group} />
    </div>
  );
}

function SizeGroup(props: GroupProps) {
  const { form, engine, problems } = props;
  const t = useTranslations("studio");
  const { width, height } = form.draft.parameters;
  const range = { min: engine.size.min, max: engine.size.max, step: engine.size.step };
  return (
    <ParameterGroup
      title={t("groups.size")}
      summary={`${width} × ${height} px`}
      resetLabel={t("resetGroup", { group: t("groups.size") })}
      onReset={resetOf(props, ["width", "height"])}
    >
      <ShapePicker size={{ width, height }} engine={engine} onChange={form.setParameters} />
      <div className="grid grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)] items-start gap-2">
        <NumberParameter
          label={t("fields.width")}
          unit="px"
          value={width}
          initial={engine.size.native}
          {...range}
          problem={problems.width}
          onChange={(value) => form.setParameters({ width: value })}
        />
        <span className="pt-6">
          <IconButton
            label={t("swap")}
            icon={<ArrowLeftRight aria-hidden className="size-4" />}
            onClick={() => form.setParameters({ width: height, height: width })}
          />
        </span>
        <NumberParameter
          label={t("fields.height")}
          unit="px"
          value={height}
          initial={engine.size.native}
          {...range}
          problem={problems.height}
          onChange={(value) => form.setParameters({ height: value })}
        />
      </div>
    </ParameterGroup>
  );
}

function SamplingGroup(props: GroupProps) {
  const { form, engine, problems } = props;
  const t = useTranslations("studio");
  const { sampler_name, steps, cfg_scale } = form.draft.parameters;
  return (
    <ParameterGroup
      title={t("groups.sampling")}
      summary={`${sampler_name} · ${steps} · ${cfg_scale}`}
      resetLabel={t("resetGroup", { group: t("groups.sampling") })}
      onReset={resetOf(props, ["sampler_name", "steps", "cfg_scale"])}
    >
      <Field label={t("fields.sampler")} error={problems.sampler_name}>
        <Select
          value={sampler_name}
          options={samplerOptions(engine, sampler_name)}
          onChange={(value) => form.setParameters({ sampler_name: value })}
        />
      </Field>
      <NumberParameter
        label={t("fields.steps")}
        value={steps}
        initial={engine.steps.default}
        min={engine.steps.min}
        max={engine.steps.max}
        step={1}
        problem={problems.steps}
        onChange={(value) => form.setParameters({ steps: value })}
        hasSlider
      />
      <NumberParameter
        label={t("fields.cfg")}
        unit="×"
        value={cfg_scale}
        initial={engine.cfgScale.default}
        min={engine.cfgScale.min}
        max={engine.cfgScale.max}
        step={0.5}
        problem={problems.cfg_scale}
        onChange={(value) => form.setParameters({ cfg_scale: value })}
        hasSlider
      />
    </ParameterGroup>
  );
}

function SeedGroup(props: GroupProps) {
  const { form, problems, lastSeed } = props;
  const t = useTranslations("studio");
  const { seedMode, parameters } = form.draft;
  return (
    <ParameterGroup
      title={t("groups.seed")}
      summary={seedMode === "random" ? t("seed.random") : String(parameters.seed)}
      resetLabel={t("resetGroup", { group: t("groups.seed") })}
      onReset={undefined}
    >
      <SeedParameter
        mode={seedMode}
        seed={parameters.seed}
        lastSeed={lastSeed}
        problem={problems.seed}
        onChange={(mode, seed) => {
          form.change({ seedMode: mode });
          form.setParameters({ seed });
        }}
      />
    </ParameterGroup>
  );
}

function CountGroup(props: GroupProps) {
  const { form, engine, problems } = props;
  const t = useTranslations("studio");
  const { n_iter, batch_size } = form.draft.parameters;
  return (
    <ParameterGroup
      title={t("groups.count")}
      summary={t("pictures", { count: n_iter * batch_size || 0 })}
      resetLabel={t("resetGroup", { group: t("groups.count") })}
      onReset={resetOf(props, ["n_iter", "batch_size"])}
    >
      <div className="grid grid-cols-2 items-start gap-3">
        <NumberParameter
          label={t("fields.batchCount")}
          value={n_iter}
          initial={1}
          min={1}
          max={engine.batchCountMax}
          step={1}
          problem={problems.n_iter}
          onChange={(value) => form.setParameters({ n_iter: value })}
        />
        <NumberParameter
          label={t("fields.batchSize")}
          value={batch_size}
          initial={1}
          min={1}
          max={engine.batchSizeMax}
          step={1}
          problem={problems.batch_size}
          onChange={(value) => form.setParameters({ batch_size: value })}
        />
      </div>
      <p className="text-ink-muted text-xs">{t("countHint")}</p>
    </ParameterGroup>
  );
}
