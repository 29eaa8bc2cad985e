"use client";

import { ArrowLeft } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useJob } from "@/components/inferences/use-job";
import { buttonClass } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useErrorText } from "@/lib/client/error-text";

const JobDetail = dynamic(() =>
  import("@/components/inferences/job-detail").then((module) => module.JobDetail),
);

export function JobScreen({ jobId }: { jobId: string }) {
  const t = useTranslations("jobs");
  const common = useTranslations("common");
  const router = useRouter();
  const textOf = useErrorText();
  const { job, progress } = useJob(jobId);
  const back = (
    <Link href="/jobs" className={buttonClass("quiet", "-ml-3 self-start")}>
      <ArrowLeft aria-hidden className="size-4" />
      {t("backToList")}
    </Link>
  );
  if (job.data) {
    return (
      <div className="flex flex-col gap-2">
        {back}
        <JobDetail job={job.data} progress={progress} onDeleted={() => router.push("/jobs")} />
      </div>
    );
  }
  if (job.isError) return <ErrorState {...textOf(job.error)} action={back} />;
  return <SkeletonRows rows={8} label={common("loading")} />;
}
