"use client";

import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { useUser } from "@/lib/client/user";
import type { InferenceDetail } from "@/lib/contract/inferences";
import type { User } from "@/lib/contract/team";
import { isSettled } from "@/lib/rules/job-states";
import { can, canStopInferencesOf } from "@/lib/rules/permissions";
import { useDelete } from "./use-job-actions";

type Reason = "open" | "notAllowed" | "notYours";

/** Why a job cannot be deleted now; null when it can. */
function whyNotDelete({ state, owner }: InferenceDetail, user: User): Reason | null {
  if (!can(user, "inferences:stop")) return "notAllowed";
  if (!canStopInferencesOf(user, owner.id)) return "notYours";
  return isSettled(state) ? null : "open";
}

interface DeleteJobButtonProps {
  job: InferenceDetail;
  onDeleted: () => void;
}

/** Deletes a job with all its pictures, after asking. */
export function DeleteJobButton({ job, onDeleted }: DeleteJobButtonProps) {
  const t = useTranslations("jobs.delete");
  const [isAsking, setAsking] = useState(false);
  const remove = useDelete(onDeleted);
  const reason = whyNotDelete(job, useUser());
  return (
    <>
      <Button
        look="danger"
        icon={<Trash2 aria-hidden className="size-4" />}
        disabled={reason !== null}
        title={reason ? t(reason, { owner: job.owner.name }) : undefined}
        onClick={() => setAsking(true)}
      >
        {t("verb")}
      </Button>
      <ConfirmDialog
        open={isAsking}
        onClose={() => setAsking(false)}
        title={t("question")}
        description={t("consequence", { count: job.images.length })}
        action={t("verb")}
        pending={remove.isPending}
        onConfirm={() => remove.mutate(job.id)}
      />
    </>
  );
}
