"use client";

import { useQuery } from "@tanstack/react-query";
import { Server } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { EndpointTable } from "@/components/endpoints/endpoint-table";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { ListWithDetail } from "@/components/ui/list-with-detail";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useQueryParameter } from "@/components/ui/use-query-parameter";
import { useErrorText } from "@/lib/client/error-text";
import { queries } from "@/lib/client/queries";
import type { Endpoint } from "@/lib/contract/endpoints";

const EndpointDetail = dynamic(() =>
  import("@/components/endpoints/endpoint-detail").then((module) => module.EndpointDetail),
);

export function EndpointsScreen() {
  const t = useTranslations("endpoints");
  const [chosenId, choose] = useQueryParameter("endpoint");
  const list = useQuery(queries.endpoints.list());
  const chosen = list.data?.items.find(({ id }) => id === chosenId);
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <ListWithDetail
        backLabel={t("back")}
        onClose={() => choose(null)}
        detail={
          chosen ? { title: chosen.name, content: <EndpointDetail endpoint={chosen} /> } : null
        }
        list={
          <EndpointList
            endpoints={list.data?.items}
            error={list.error}
            onRetry={list.refetch}
            chosenId={chosenId}
            onChoose={choose}
          />
        }
      />
    </>
  );
}

interface EndpointListProps {
  endpoints: Endpoint[] | undefined;
  error: unknown;
  onRetry: () => void;
  chosenId: string | null;
  onChoose: (id: string) => void;
}

function EndpointList({ endpoints, error, onRetry, chosenId, onChoose }: EndpointListProps) {
  const t = useTranslations("endpoints");
  const common = useTranslations("common");
  const textOf = useErrorText();
  if (!endpoints && error) return <ErrorState {...textOf(error)} onRetry={onRetry} />;
  if (!endpoints) return <SkeletonRows rows={3} label={common("loading")} />;
  if (endpoints.length === 0) {
    return <EmptyState icon={Server} title={t("emptyTitle")} description={t("emptyDescription")} />;
  }
  return (
    <Panel flush>
      <EndpointTable
        endpoints={endpoints}
        chosenId={chosenId}
        hrefOf={(id) => `/endpoints?endpoint=${id}`}
        onChoose={onChoose}
      />
    </Panel>
  );
}
