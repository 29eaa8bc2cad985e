import { HydrationBoundary } from "@tanstack/react-query";
import { prefetch } from "@/lib/server/prefetch";
import { jobFilterOf } from "./job-filter";
import { JobsScreen } from "./jobs-screen";

export default async function JobsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, unknown>>;
}) {
  const state = jobFilterOf((await searchParams).state);
  const dehydrated = await prefetch((client, queries) => [
    client.prefetchInfiniteQuery(queries.inferences.list({ state })),
  ]);
  return (
    <HydrationBoundary state={dehydrated}>
      <JobsScreen />
    </HydrationBoundary>
  );
}
