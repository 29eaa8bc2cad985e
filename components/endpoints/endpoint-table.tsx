"use client";

import { useTranslations } from "next-intl";
import type { Endpoint } from "@/lib/contract/endpoints";
import { EndpointPrice } from "./endpoint-price";
import { EndpointStateBadge } from "./endpoint-state-badge";
import { QueueDepth } from "./queue-depth";

interface EndpointTableProps {
  endpoints: Endpoint[];
  chosenId: string | null;
  hrefOf: (id: string) => string;
  onChoose: (id: string) => void;
}

/** One row each that answers at a glance: is it up, is it busy, what does it cost right now. */
export function EndpointTable({ endpoints, chosenId, hrefOf, onChoose }: EndpointTableProps) {
  const t = useTranslations("endpoints");
  return (
    <table className="data-table">
      <thead>
        <tr>
          <th scope="col" className="w-full">
            {t("name")}
          </th>
          <th scope="col">{t("state")}</th>
          <th scope="col">{t("busy")}</th>
          <th scope="col" className="max-sm:hidden">
            {t("costNow")}
          </th>
          <th scope="col" className="max-md:hidden">
            {t("engine")}
          </th>
          <th scope="col" className="max-md:hidden">
            {t("instances")}
          </th>
        </tr>
      </thead>
      <tbody>
        {endpoints.map((endpoint) => (
          <tr
            key={endpoint.id}
            aria-current={endpoint.id === chosenId || undefined}
            className="aria-[current]:[&>td]:bg-accent-soft"
          >
            <td className="max-w-0">
              <a
                href={hrefOf(endpoint.id)}
                className="block truncate font-medium hover:underline"
                title={endpoint.name}
                onClick={(event) => {
                  if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                  event.preventDefault();
                  onChoose(endpoint.id);
                }}
              >
                {endpoint.name}
              </a>
            </td>
            <td>
              <EndpointStateBadge state={endpoint.state} />
            </td>
            <td className="whitespace-nowrap">
              <QueueDepth endpointId={endpoint.id} />
            </td>
            <td className="whitespace-nowrap max-sm:hidden">
              <EndpointPrice endpoint={endpoint} />
            </td>
            <td className="whitespace-nowrap max-md:hidden">{endpoint.engine}</td>
            <td className="whitespace-nowrap max-md:hidden">
              {t("instanceCount", {
                count: endpoint.instanceCount,
                type: endpoint.instanceType,
              })}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
