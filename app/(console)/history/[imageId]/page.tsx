import { HydrationBoundary } from "@tanstack/react-query";
import { inferenceIdOf } from "@/components/images/neighbours";
import { prefetch } from "@/lib/server/prefetch";
import { HistoryScreen } from "../history-screen";

export default async function ImagePage({ params }: { params: Promise<{ imageId: string }> }) {
  const { imageId } = await params;
  const state = await prefetch((client, queries) => [
    client.prefetchQuery(queries.inferences.get(inferenceIdOf(imageId))),
  ]);
  return (
    <HydrationBoundary state={state}>
      <HistoryScreen />
    </HydrationBoundary>
  );
}
