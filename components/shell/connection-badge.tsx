"use client";

import { useQuery } from "@tanstack/react-query";
import { CloudOff, Monitor, Network } from "lucide-react";
import { useTranslations } from "next-intl";
import { classNames } from "@/components/ui/class-names";
import { queries } from "@/lib/client/queries";

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** Storage on the loopback address means that everything runs on the reader's own machine. */
const isThisComputer = (assetOrigin: string) => LOOPBACK.test(new URL(assetOrigin).hostname);

/** Which middleware this is, and whether it answers. */
export function ConnectionBadge() {
  const t = useTranslations("shell.connection");
  const { data, isError, isPending } = useQuery(queries.health());
  const local = data !== undefined && isThisComputer(data.assetOrigin);
  const name = local ? t("thisComputer") : (data?.region ?? "");
  const state = isError ? t("down") : isPending ? t("checking") : t("up");
  const Icon = isError ? CloudOff : local ? Monitor : Network;
  return (
    <div
      role="status"
      aria-label={t("label", { name, state })}
      title={t("label", { name, state })}
      className={classNames(
        "flex h-7 min-w-0 items-center gap-2 rounded-md border px-2 text-xs",
        isError ? "border-bad text-bad" : "border-line text-ink-muted",
      )}
    >
      <Icon aria-hidden="true" className="size-3.5 shrink-0" />
      <span className="truncate">{isError || isPending ? state : name}</span>
      {!isError && !isPending && (
        <span aria-hidden="true" className="size-1.5 shrink-0 rounded-full bg-good" />
      )}
    </div>
  );
}
