import { createORPCClient } from "@orpc/client";
import type { ContractRouterClient } from "@orpc/contract";
import { createTanstackQueryUtils, type RouterUtils } from "@orpc/tanstack-query";
import type { contract } from "@/lib/contract/contract";
import { type CallContext, type FetchLinkOptions, fetchLink } from "./fetch-link";

export type ApiClient = ContractRouterClient<typeof contract, CallContext>;
export type Api = RouterUtils<ApiClient>;

/** A typed client over the contract; where and how it sends is the caller's. */
export const makeClient = (options: FetchLinkOptions): ApiClient =>
  createORPCClient(fetchLink(options));

/** React-query options, keys and calls for every operation of a client. */
export const makeApi = (client: ApiClient): Api => createTanstackQueryUtils(client);

/** The browser's door; on the server use `lib/server/prefetch`. */
export const api = makeApi(makeClient({ baseUrl: () => "/api/v1" }));

/** A fresh key for one intended creation; keep it while the same intent is tried again. */
export function newIdempotencyKey(): string {
  // crypto.randomUUID exists on secure origins only, and a console may run on plain HTTP at home.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
