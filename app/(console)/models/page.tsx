import { HydrationBoundary } from "@tanstack/react-query";
import { prefetch } from "@/lib/server/prefetch";
import { ModelsScreen } from "./models-screen";

export default async function ModelsPage() {
  const state = await prefetch((client, queries) => [
    client.prefetchInfiniteQuery(queries.models.list()),
  ]);
  return (
    <HydrationBoundary state={state}>
      <ModelsScreen />
    </HydrationBoundary>
  );
}
