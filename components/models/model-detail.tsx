"use client";

import { CircleAlert, Sparkles, Trash2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { CopyableId } from "@/components/ui/copyable-id";
import { Facts } from "@/components/ui/facts";
import { RelativeTime } from "@/components/ui/relative-time";
import { useUser } from "@/lib/client/user";
import type { Model } from "@/lib/contract/models";
import { formatBytes } from "@/lib/format/bytes";
import { formatCount } from "@/lib/format/numbers";
import { can } from "@/lib/rules/permissions";
import { ModelStateBadge } from "./model-state-badge";
import { useDeleteModel } from "./use-models";

interface ModelDetailProps {
  model: Model;
  /** The studio with this model chosen. */
  studioHref: string;
  onDeleted: () => void;
}

/** Everything known of a model, and what can be done with it. */
export function ModelDetail({ model, studioHref, onDeleted }: ModelDetailProps) {
  const t = useTranslations("models");
  const isUsable = model.state === "ready" && model.kind === "checkpoint";
  return (
    <div className="flex flex-col gap-4">
      {model.failure ? (
        <p className="flex gap-2 rounded-md border border-bad bg-bad-soft p-3">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
          <span className="min-w-0 break-words">{model.failure.message}</span>
        </p>
      ) : null}
      <Facts
        rows={[
          { label: t("state"), value: <ModelStateBadge state={model.state} /> },
          { label: t("kind"), value: t(`kinds.${model.kind}`) },
          { label: t("family"), value: model.family ?? t("familyUnknown") },
          { label: t("size"), value: formatBytes(model.sizeBytes) },
          {
            label: t("tensors"),
            value: model.tensorCount === null ? "–" : formatCount(model.tensorCount),
          },
          { label: t("file"), value: <CopyableId id={model.fileName} className="max-w-56" /> },
          { label: t("owner"), value: model.owner.name },
          { label: t("added"), value: <RelativeTime at={model.createdAt} /> },
          { label: t("id"), value: <CopyableId id={model.id} className="max-w-56" /> },
        ]}
      />
      <div className="flex flex-wrap gap-2">
        {isUsable ? (
          <Link href={studioHref} className={buttonClass("primary")}>
            <Sparkles aria-hidden className="size-4" />
            {t("generateWith")}
          </Link>
        ) : null}
        <DeleteModelButton model={model} onDeleted={onDeleted} />
      </div>
    </div>
  );
}

function DeleteModelButton({ model, onDeleted }: Omit<ModelDetailProps, "studioHref">) {
  const t = useTranslations("models.delete");
  const [isAsking, setAsking] = useState(false);
  const remove = useDeleteModel(() => {
    setAsking(false);
    onDeleted();
  });
  const isAllowed = can(useUser(), "models:delete");
  return (
    <>
      <Button
        look="danger"
        icon={<Trash2 aria-hidden className="size-4" />}
        disabled={!isAllowed || model.state === "deleting"}
        title={isAllowed ? undefined : t("notAllowed")}
        onClick={() => setAsking(true)}
      >
        {t("verb")}
      </Button>
      <ConfirmDialog
        open={isAsking}
        onClose={() => setAsking(false)}
        title={t("question", { name: model.name })}
        description={t("consequence", { size: formatBytes(model.sizeBytes) })}
        action={t("verb")}
        pending={remove.isPending}
        onConfirm={() => remove.mutate(model.id)}
      />
    </>
  );
}
