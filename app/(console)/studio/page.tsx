import { HydrationBoundary } from "@tanstack/react-query";
import { prefetch } from "@/lib/server/prefetch";
import { StudioScreen } from "./studio-screen";

const textOf = (parameter: unknown) => (typeof parameter === "string" ? parameter : null);

export default async function StudioPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, unknown>>;
}) {
  const { job, from, model } = await searchParams;
  const jobIds = [textOf(job), textOf(from)].filter((id) => id !== null);
  const state = await prefetch((client, queries) => [
    client.prefetchQuery(queries.endpoints.list()),
    client.prefetchQuery(queries.models.menu("checkpoint")),
    client.prefetchInfiniteQuery(queries.inferences.list()),
    ...jobIds.map((id) => client.prefetchQuery(queries.inferences.get(id))),
  ]);
  return (
    <HydrationBoundary state={state}>
      <StudioScreen fromId={textOf(from)} givenModelId={textOf(model)} />
    </HydrationBoundary>
  );
}
