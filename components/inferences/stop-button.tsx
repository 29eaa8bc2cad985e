"use client";

import { Square } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { useUser } from "@/lib/client/user";
import type { Inference } from "@/lib/contract/inferences";
import type { User } from "@/lib/contract/team";
import { canStop } from "@/lib/rules/job-states";
import { can, canStopInferencesOf } from "@/lib/rules/permissions";
import { useStop } from "./use-job-actions";

type Reason = "alreadyStopping" | "settled" | "notAllowed" | "notYours";

/** Why a job cannot be stopped now; null when it can. */
export function whyNotStop({ state, owner }: Inference, user: User): Reason | null {
  if (!can(user, "inferences:stop")) return "notAllowed";
  if (!canStopInferencesOf(user, owner.id)) return "notYours";
  if (canStop(state)) return null;
  return state === "stopping" ? "alreadyStopping" : "settled";
}

/** Stops a job and keeps what it has made; says why where that is not possible. */
export function StopButton({ job }: { job: Inference }) {
  const t = useTranslations("jobs.stop");
  const stop = useStop();
  const reason = whyNotStop(job, useUser());
  return (
    <Button
      icon={<Square aria-hidden className="size-3.5 fill-current" />}
      disabled={reason !== null}
      pending={stop.isPending}
      title={reason ? t(reason, { owner: job.owner.name }) : t("hint")}
      onClick={() => stop.mutate(job.id)}
    >
      {t("verb")}
    </Button>
  );
}
