import { HydrationBoundary } from "@tanstack/react-query";
import { prefetch } from "@/lib/server/prefetch";
import { HistoryScreen } from "./history-screen";
import { ownerFilterOf } from "./owner-filter";

export default async function HistoryPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, unknown>>;
}) {
  const owner = ownerFilterOf((await searchParams).owner);
  const state = await prefetch((client, queries) => [
    client.prefetchInfiniteQuery(queries.images.list({ owner })),
  ]);
  return (
    <HydrationBoundary state={state}>
      <HistoryScreen />
    </HydrationBoundary>
  );
}
