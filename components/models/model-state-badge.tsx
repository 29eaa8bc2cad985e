import { useTranslations } from "next-intl";
import { StateBadge, type StateTone } from "@/components/ui/state-badge";
import type { ModelState } from "@/lib/contract/models";

const TONE_BY_STATE: Record<ModelState, StateTone> = {
  uploading: "active",
  ready: "good",
  refused: "bad",
  deleting: "stopped",
};

export function ModelStateBadge({ state }: { state: ModelState }) {
  const t = useTranslations("models.states");
  return <StateBadge tone={TONE_BY_STATE[state]} label={t(state)} />;
}
