"use client";

import { useTranslations } from "next-intl";
import { Skeleton } from "@/components/ui/skeleton";
import { useEndpoint } from "./use-endpoint";

/** Whether an endpoint is busy: how many jobs wait or run on it. */
export function QueueDepth({ endpointId }: { endpointId: string }) {
  const t = useTranslations("endpoints");
  const { data, isError } = useEndpoint(endpointId);
  if (data) return t("queue", { count: data.queueDepth });
  return isError ? t("queueUnknown") : <Skeleton className="h-3 w-16" />;
}
