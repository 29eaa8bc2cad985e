"use client";

import { SlidersHorizontal } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { GenerateBar } from "@/components/inferences/generate-bar";
import { PromptField } from "@/components/inferences/prompt-field";
import { StudioResult } from "@/components/inferences/studio-result";
import { TinyHint } from "@/components/inferences/tiny-hint";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { type Studio, useStudio } from "./use-studio";

/** Drawn by the server with the page; its code may follow the prompt's. */
const Settings = dynamic(() => import("./settings").then((module) => module.Settings));

const FilmStrip = dynamic(
  () => import("@/components/inferences/film-strip").then((module) => module.FilmStrip),
  { ssr: false },
);

interface StudioScreenProps {
  /** The job whose settings are used again. */
  fromId: string | null;
  /** The model that somebody chose in the library. */
  givenModelId: string | null;
}

/** Text to image: words above, parameters beside, the picture in the middle. */
export function StudioScreen(props: StudioScreenProps) {
  const t = useTranslations("studio");
  const studio = useStudio(props);
  const [isSheetOpen, setSheetOpen] = useState(false);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-6 gap-y-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <h1 className="sr-only">{t("title")}</h1>
      <div className="flex min-w-0 flex-col gap-4">
        <Words studio={studio} onOpenSheet={() => setSheetOpen(true)} />
        <div className="flex flex-col gap-3 lg:flex-row lg:items-start">
          <div className="min-w-0 flex-1">
            <StudioResult jobId={studio.jobId} onAgain={studio.again} />
          </div>
          <FilmStrip jobs={studio.sitting} chosenId={studio.jobId} onChoose={studio.showJob} />
        </div>
      </div>
      <aside
        aria-label={t("parameters")}
        className="flex flex-col gap-4 max-lg:hidden lg:sticky lg:top-16 lg:max-h-[calc(100dvh-5rem)] lg:overflow-y-auto lg:rounded-lg lg:border lg:border-line lg:bg-surface lg:p-4"
      >
        <Settings studio={studio} />
      </aside>
      <Dialog
        open={isSheetOpen}
        onClose={() => setSheetOpen(false)}
        title={t("parameters")}
        kind="sheet"
        footer={
          <Button look="primary" onClick={() => setSheetOpen(false)}>
            {t("sheetDone")}
          </Button>
        }
      >
        <div className="flex flex-col gap-4">
          <Settings studio={studio} />
        </div>
      </Dialog>
    </div>
  );
}

function Words({ studio, onOpenSheet }: { studio: Studio; onOpenSheet: () => void }) {
  const t = useTranslations("studio");
  const { form, problems, view, generate } = studio;
  const { prompt, negative_prompt } = form.draft.parameters;
  return (
    <>
      <div className="flex flex-col gap-3">
        <PromptField
          label={t("fields.prompt")}
          placeholder={t("promptPlaceholder")}
          value={prompt}
          rows={2}
          problem={problems.prompt}
          onChange={(value) => form.setParameters({ prompt: value })}
          onGenerate={generate}
        />
        <TinyHint
          engine={studio.engineName}
          onExample={(words) => form.setParameters({ prompt: words })}
        />
        {view === "full" ? (
          <PromptField
            label={t("fields.negativePrompt")}
            placeholder={t("negativePlaceholder")}
            value={negative_prompt}
            rows={1}
            problem={problems.negative_prompt}
            onChange={(value) => form.setParameters({ negative_prompt: value })}
            onGenerate={generate}
          />
        ) : null}
      </div>
      <div className="max-lg:-mx-3 flex items-center gap-2 max-lg:sticky max-lg:bottom-14 max-lg:z-10 max-lg:order-last max-lg:border-line max-lg:border-t max-lg:bg-surface max-lg:px-3 max-lg:py-2 md:max-lg:-mx-6 md:max-lg:bottom-0 md:max-lg:px-6">
        <div className="min-w-0 flex-1">
          <GenerateBar
            {...studio.offer}
            isPending={studio.isCreating}
            isReady={studio.form.isLoaded}
            onGenerate={generate}
          />
        </div>
        <Button
          icon={<SlidersHorizontal aria-hidden className="size-4" />}
          onClick={onOpenSheet}
          className="self-start lg:hidden"
        >
          {t("parameters")}
        </Button>
      </div>
    </>
  );
}
