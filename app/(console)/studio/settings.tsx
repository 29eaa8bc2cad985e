"use client";

import { useTranslations } from "next-intl";
import { EndpointPicker } from "@/components/endpoints/endpoint-picker";
import type { StudioView } from "@/components/inferences/draft-storage";
import { ParameterPanel } from "@/components/inferences/parameter-panel";
import { ModelPicker } from "@/components/models/model-picker";
import { Segmented } from "@/components/ui/segmented";
import type { Studio } from "./use-studio";

/** Everything of the form beside the prompts: in the column at the side, or in the sheet. */
export function Settings({ studio }: { studio: Studio }) {
  const t = useTranslations("studio");
  const { form, problems, view, setView, engine } = studio;
  return (
    <>
      <div>
        <Segmented<StudioView>
          label={t("view.label")}
          value={view}
          onChange={setView}
          options={[
            { value: "simple", label: t("view.simple") },
            { value: "full", label: t("view.full") },
          ]}
        />
      </div>
      <ModelPicker
        models={studio.models}
        value={form.draft.modelId}
        problem={problems.modelId}
        onChange={(modelId) => form.change({ modelId })}
      />
      {view === "full" ? (
        <EndpointPicker
          endpoints={studio.endpoints}
          value={form.draft.endpointId}
          problem={problems.endpointId}
          onChange={(endpointId) => form.change({ endpointId })}
        />
      ) : null}
      <ParameterPanel
        form={form}
        engine={engine}
        problems={problems}
        lastSeed={studio.lastSeed}
        isSimple={view === "simple"}
      />
    </>
  );
}
