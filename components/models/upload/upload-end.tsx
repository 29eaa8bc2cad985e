"use client";

import { CircleAlert, CircleCheck, RotateCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect } from "react";
import { Button } from "@/components/ui/button";
import { useErrorText } from "@/lib/client/error-text";
import { useModelsChanged } from "../use-models";
import type { FileProblem } from "./check-file";
import { PartError } from "./send-part";
import type { Upload } from "./upload";
import { uploads } from "./uploads";

/** How an upload ended, with the plain reason and what to do next; nothing while it is on its way. */
export function UploadEnd({ upload }: { upload: Upload }) {
  const t = useTranslations("models.uploads");
  const { phase, problem, fault, refusal, name } = upload;
  useListRefresh(phase);
  if (phase === "ready") {
    return (
      <p role="status" className="flex gap-2 text-good">
        <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0" />
        {t("ready", { name })}
      </p>
    );
  }
  if (phase === "unusable" && problem)
    return <Problem>{<FileSentence problem={problem} />}</Problem>;
  if (phase === "refused") return <Problem>{refusal ?? t("refused")}</Problem>;
  if (phase !== "failed") return null;
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Problem>{<FaultSentence fault={fault} />}</Problem>
      <Button
        icon={<RotateCw aria-hidden className="size-4" />}
        onClick={() => uploads.start(upload.id)}
      >
        {t("goOn")}
      </Button>
    </div>
  );
}

/** The list of models holds a new row once the name is taken, and another state at the end. */
function useListRefresh(phase: Upload["phase"]) {
  const refresh = useModelsChanged();
  const isWorthALook = ["sending", "ready", "refused", "failed"].includes(phase);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each of these phases changes the list anew
  useEffect(() => {
    if (isWorthALook) refresh();
  }, [phase, isWorthALook, refresh]);
}

function Problem({ children }: { children: ReactNode }) {
  return (
    <p role="alert" className="flex min-w-0 gap-2 text-bad">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span className="min-w-0 break-words">{children}</span>
    </p>
  );
}

function FileSentence({ problem }: { problem: FileProblem }) {
  const t = useTranslations("models.uploads.problems");
  return problem.reason === "format" ? problem.message : t(problem.reason);
}

function FaultSentence({ fault }: { fault: unknown }) {
  const t = useTranslations("models.uploads");
  const common = useTranslations("common");
  const textOf = useErrorText();
  if (fault instanceof PartError) return t("brokenOff");
  const { sentence, nextStep, requestId } = textOf(fault);
  const id = requestId ? ` ${common("requestId")}: ${requestId}` : "";
  return `${sentence} ${nextStep}${id}`;
}
