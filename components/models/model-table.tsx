"use client";

import { useTranslations } from "next-intl";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Model } from "@/lib/contract/models";
import { formatBytes } from "@/lib/format/bytes";
import { ModelStateBadge } from "./model-state-badge";

interface ModelTableProps {
  models: Model[];
  chosenId: string | null;
  hrefOf: (id: string) => string;
  onChoose: (id: string) => void;
}

/** The library as rows. */
export function ModelTable({ models, chosenId, hrefOf, onChoose }: ModelTableProps) {
  const t = useTranslations("models");
  return (
    <table className="data-table">
      <thead>
        <tr>
          <th scope="col" className="w-full">
            {t("name")}
          </th>
          <th scope="col">{t("state")}</th>
          <th scope="col" className="max-sm:hidden">
            {t("kind")}
          </th>
          <th scope="col" className="max-md:hidden">
            {t("family")}
          </th>
          <th scope="col" className="text-right max-sm:hidden">
            {t("size")}
          </th>
          <th scope="col" className="max-lg:hidden">
            {t("owner")}
          </th>
          <th scope="col" className="max-md:hidden">
            {t("added")}
          </th>
        </tr>
      </thead>
      <tbody>
        {models.map((model) => (
          <tr
            key={model.id}
            aria-current={model.id === chosenId || undefined}
            className="aria-[current]:[&>td]:bg-accent-soft"
          >
            <td className="max-w-0">
              <a
                href={hrefOf(model.id)}
                className="block truncate font-medium hover:underline"
                title={model.name}
                onClick={(event) => {
                  if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                  event.preventDefault();
                  onChoose(model.id);
                }}
              >
                {model.name}
              </a>
            </td>
            <td>
              <ModelStateBadge state={model.state} />
            </td>
            <td className="whitespace-nowrap max-sm:hidden">{t(`kinds.${model.kind}`)}</td>
            <td className="whitespace-nowrap max-md:hidden">
              {model.family ?? t("familyUnknown")}
            </td>
            <td className="whitespace-nowrap text-right max-sm:hidden">
              {formatBytes(model.sizeBytes)}
            </td>
            <td className="whitespace-nowrap text-ink-muted max-lg:hidden">{model.owner.name}</td>
            <td className="whitespace-nowrap text-ink-muted max-md:hidden">
              <RelativeTime at={model.createdAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
