"use client";

import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { CopyableId } from "@/components/ui/copyable-id";
import { Facts } from "@/components/ui/facts";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Endpoint } from "@/lib/contract/endpoints";
import { ENGINES } from "@/lib/rules/engines";
import { EndpointPrice } from "./endpoint-price";
import { EndpointStateBadge } from "./endpoint-state-badge";
import { QueueDepth } from "./queue-depth";

/** One endpoint: how it stands, and what its engine can do. */
export function EndpointDetail({ endpoint }: { endpoint: Endpoint }) {
  const t = useTranslations("endpoints");
  return (
    <div className="flex flex-col gap-4">
      {endpoint.failure ? (
        <p className="flex gap-2 rounded-md border border-bad bg-bad-soft p-3">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
          <span className="min-w-0 break-words">{endpoint.failure.message}</span>
        </p>
      ) : null}
      <Facts
        rows={[
          { label: t("state"), value: <EndpointStateBadge state={endpoint.state} /> },
          { label: t("busy"), value: <QueueDepth endpointId={endpoint.id} /> },
          { label: t("costNow"), value: <EndpointPrice endpoint={endpoint} /> },
          {
            label: t("instances"),
            value: t("instanceCount", {
              count: endpoint.instanceCount,
              type: endpoint.instanceType,
            }),
          },
          { label: t("created"), value: <RelativeTime at={endpoint.createdAt} /> },
          { label: t("id"), value: <CopyableId id={endpoint.id} className="max-w-56" /> },
        ]}
      />
      <EngineFacts engine={endpoint.engine} />
    </div>
  );
}

function EngineFacts({ engine }: { engine: Endpoint["engine"] }) {
  const t = useTranslations("endpoints");
  const { samplers, size, steps, cfgScale, batchSizeMax, batchCountMax } = ENGINES[engine];
  return (
    <section className="flex flex-col gap-2">
      <h3 className="font-medium text-sm">{t("engineTitle", { engine })}</h3>
      <p className="text-ink-muted text-sm">{t(`engines.${engine}`)}</p>
      <Facts
        rows={[
          { label: t("samplers"), value: samplers.join(", ") },
          { label: t("sizes"), value: t("sizeRange", { ...size }) },
          { label: t("steps"), value: t("range", { min: steps.min, max: steps.max }) },
          { label: t("cfg"), value: t("range", { min: cfgScale.min, max: cfgScale.max }) },
          { label: t("atOnce"), value: t("batches", { size: batchSizeMax, count: batchCountMax }) },
        ]}
      />
    </section>
  );
}
