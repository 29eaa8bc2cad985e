import { useTranslations } from "next-intl";
import { StateBadge, type StateTone } from "@/components/ui/state-badge";
import type { EndpointState } from "@/lib/contract/endpoints";

const TONE_BY_STATE: Record<EndpointState, StateTone> = {
  creating: "active",
  in_service: "good",
  updating: "active",
  deleting: "stopped",
  failed: "bad",
};

export function EndpointStateBadge({ state }: { state: EndpointState }) {
  const t = useTranslations("endpoints.states");
  return <StateBadge tone={TONE_BY_STATE[state]} label={t(state)} />;
}
