import "server-only";
import { type DehydratedState, dehydrate, QueryClient } from "@tanstack/react-query";
import { makeApi } from "@/lib/client/api";
import { makeQueries, type Queries } from "@/lib/client/queries";
import { middlewareFor } from "./middleware";
import { requireSession } from "./session";

/**
 * Read on the server what a page shows first, as the person who asks for it, and hand the state to
 * `<HydrationBoundary>`. What fails here is simply read by the browser.
 *
 * @example prefetch((client, queries) => [client.prefetchQuery(queries.endpoints.list())])
 */
export async function prefetch(
  load: (client: QueryClient, queries: Queries) => Promise<void>[],
): Promise<DehydratedState> {
  const { user } = await requireSession();
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  await Promise.all(load(client, makeQueries(makeApi(middlewareFor(user)))));
  return dehydrate(client);
}
