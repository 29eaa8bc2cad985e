import { useTranslations } from "next-intl";
import type { Endpoint } from "@/lib/contract/endpoints";
import { formatUsd } from "@/lib/format/money";

/** What an endpoint costs right now: all its instances together. */
export function EndpointPrice({ endpoint }: { endpoint: Endpoint }) {
  const t = useTranslations("endpoints");
  const priceUsd = endpoint.priceUsdPerHour * endpoint.instanceCount;
  return priceUsd === 0 ? t("free") : t("hourly", { price: formatUsd(priceUsd) });
}
