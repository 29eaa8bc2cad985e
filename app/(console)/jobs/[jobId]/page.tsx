import { HydrationBoundary } from "@tanstack/react-query";
import { prefetch } from "@/lib/server/prefetch";
import { JobScreen } from "./job-screen";

export default async function JobPage({ params }: { params: Promise<{ jobId: string }> }) {
  const { jobId } = await params;
  const state = await prefetch((client, queries) => [
    client.prefetchQuery(queries.inferences.get(jobId)),
  ]);
  return (
    <HydrationBoundary state={state}>
      <JobScreen jobId={jobId} />
    </HydrationBoundary>
  );
}
