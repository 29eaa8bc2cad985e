import { HydrationBoundary } from "@tanstack/react-query";
import { prefetch } from "@/lib/server/prefetch";
import { EndpointsScreen } from "./endpoints-screen";

export default async function EndpointsPage() {
  const state = await prefetch((client, queries) => [
    client.prefetchQuery(queries.endpoints.list()),
  ]);
  return (
    <HydrationBoundary state={state}>
      <EndpointsScreen />
    </HydrationBoundary>
  );
}
