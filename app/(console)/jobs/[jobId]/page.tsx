import { HydrationBoundary } from "@tanstack/react-query";
import { notFound } from "next/navigation";
import { Ulid } from "@/lib/contract/page";
import { prefetch } from "@/lib/server/prefetch";
import { JobScreen } from "./job-screen";

export default async function JobPage({ params }: { params: Promise<{ jobId: string }> }) {
  const { jobId } = await params;
  if (!Ulid.safeParse(jobId).success) notFound();
  const state = await prefetch((client, queries) => [
    client.prefetchQuery(queries.inferences.get(jobId)),
  ]);
  return (
    <HydrationBoundary state={state}>
      <JobScreen jobId={jobId} />
    </HydrationBoundary>
  );
}
