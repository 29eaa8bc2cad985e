import type { ModelKind } from "@/lib/contract/models";
import { type Api, api } from "./api";
import { IDLE_MS, pollEndpointsMs, pollJobMs, pollJobsMs, pollModelsMs } from "./polling";

const SECOND_MS = 1_000;
/** Jobs change while one looks; models and endpoints seldom do. */
const STALE_MS = { jobs: 1 * SECOND_MS, images: 5 * SECOND_MS, library: 30 * SECOND_MS };
/** The most that a list can bring at once; enough for menus and counts. */
const MENU_LIMIT = 100;

interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

/** What every endless list shares: start without a cursor, go on while there is one. */
const pages = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last: Page<unknown>) => last.nextCursor ?? undefined,
};

const statesOf = <State>(items: readonly { state: State }[] | undefined) =>
  (items ?? []).map((item) => item.state);

function jobQueries({ inferences }: Api) {
  return {
    /** Jobs, newest first, page by page. */
    list: (filters: { state?: "any" | "open" } = {}) =>
      inferences.list.infiniteOptions({
        ...pages,
        input: (cursor: string | undefined) => ({ ...filters, cursor }),
        staleTime: STALE_MS.jobs,
        refetchInterval: ({ state }) =>
          pollJobsMs(statesOf(state.data?.pages.flatMap((page) => page.items))),
      }),
    /** Jobs that are not settled; also finds out about those begun elsewhere. */
    open: () =>
      inferences.list.queryOptions({
        input: { state: "open", limit: MENU_LIMIT },
        staleTime: STALE_MS.jobs,
        refetchInterval: ({ state }) => pollJobsMs(statesOf(state.data?.items)) || IDLE_MS,
      }),
    get: (id: string) =>
      inferences.get.queryOptions({
        input: { id },
        staleTime: STALE_MS.jobs,
        refetchInterval: ({ state }) => pollJobMs(state.data?.state),
      }),
    progress: (id: string) =>
      inferences.getProgress.queryOptions({
        input: { id },
        staleTime: 0,
        refetchInterval: ({ state }) => pollJobMs(state.data?.state ?? "queued"),
      }),
  };
}

/**
 * The reads of the console as react-query options. Keys are the same for every client, so that
 * what the server has fetched is found in the browser.
 */
export function makeQueries(source: Api) {
  const { endpoints, health, images, models, team } = source;
  return {
    inferences: jobQueries(source),
    images: {
      list: (filters: { owner?: "me" | "everybody" } = {}) =>
        images.list.infiniteOptions({
          ...pages,
          input: (cursor: string | undefined) => ({ ...filters, limit: MENU_LIMIT, cursor }),
          staleTime: STALE_MS.images,
        }),
    },
    models: {
      list: (filters: { kind?: ModelKind } = {}) =>
        models.list.infiniteOptions({
          ...pages,
          input: (cursor: string | undefined) => ({ ...filters, cursor }),
          staleTime: STALE_MS.library,
          refetchInterval: ({ state }) =>
            pollModelsMs(statesOf(state.data?.pages.flatMap((page) => page.items))),
        }),
      /** The newest models at once, for choosing one. */
      menu: (kind: ModelKind) =>
        models.list.queryOptions({
          input: { kind, limit: MENU_LIMIT },
          staleTime: STALE_MS.library,
          refetchInterval: ({ state }) => pollModelsMs(statesOf(state.data?.items)),
        }),
      get: (id: string) =>
        models.get.queryOptions({
          input: { id },
          staleTime: STALE_MS.library,
          refetchInterval: ({ state }) => (state.data ? pollModelsMs([state.data.state]) : false),
        }),
    },
    endpoints: {
      list: () =>
        endpoints.list.queryOptions({
          input: { limit: MENU_LIMIT },
          staleTime: STALE_MS.library,
          refetchInterval: ({ state }) => pollEndpointsMs(statesOf(state.data?.items)),
        }),
      get: (id: string) => endpoints.get.queryOptions({ input: { id }, staleTime: STALE_MS.jobs }),
    },
    health: () =>
      health.get.queryOptions({ staleTime: STALE_MS.library, refetchInterval: IDLE_MS, retry: 1 }),
    me: () => team.getMe.queryOptions({ staleTime: STALE_MS.library }),
  };
}

export type Queries = ReturnType<typeof makeQueries>;

/** The browser's reads. */
export const queries = makeQueries(api);
