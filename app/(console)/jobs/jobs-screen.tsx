"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { ListChecks } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { JobTable } from "@/components/inferences/job-table";
import { Button, buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Segmented } from "@/components/ui/segmented";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useQueryParameter } from "@/components/ui/use-query-parameter";
import { useErrorText } from "@/lib/client/error-text";
import { queries } from "@/lib/client/queries";
import { type JobFilter, jobFilterOf } from "./job-filter";

export function JobsScreen() {
  const t = useTranslations("jobs");
  const [parameter, setParameter] = useQueryParameter("state");
  const filter = jobFilterOf(parameter);
  const options = [
    { value: "any", label: t("filters.any") },
    { value: "open", label: t("filters.open") },
  ] as const;
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        action={
          <Segmented<JobFilter>
            label={t("filters.label")}
            value={filter}
            options={options}
            onChange={(value) => setParameter(value === "open" ? "open" : null)}
          />
        }
      />
      <JobList filter={filter} />
    </>
  );
}

function JobList({ filter }: { filter: JobFilter }) {
  const t = useTranslations("jobs");
  const common = useTranslations("common");
  const textOf = useErrorText();
  const list = useInfiniteQuery(queries.inferences.list({ state: filter }));
  if (list.isError && !list.data) {
    return <ErrorState {...textOf(list.error)} onRetry={list.refetch} />;
  }
  if (!list.data) return <SkeletonRows rows={8} label={common("loading")} />;
  const jobs = list.data.pages.flatMap((page) => page.items);
  if (jobs.length === 0) return <NoJobs filter={filter} />;
  return (
    <Panel flush>
      <JobTable jobs={jobs} />
      {list.hasNextPage ? (
        <div className="flex justify-center border-line border-t p-3">
          <Button pending={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
            {t("more")}
          </Button>
        </div>
      ) : null}
    </Panel>
  );
}

function NoJobs({ filter }: { filter: JobFilter }) {
  const t = useTranslations("jobs.empty");
  return (
    <EmptyState
      icon={ListChecks}
      title={t(`${filter}Title`)}
      description={t(`${filter}Description`)}
      action={
        <Link href="/studio" className={buttonClass("primary")}>
          {t("action")}
        </Link>
      }
    />
  );
}
