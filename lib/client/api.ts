import { createORPCClient } from "@orpc/client";
import type { ContractRouterClient } from "@orpc/contract";
import { OpenAPILink } from "@orpc/openapi-client/fetch";
import { createTanstackQueryUtils, type RouterUtils } from "@orpc/tanstack-query";
import type { IDEMPOTENCY_HEADER } from "@/lib/contract/assertion";
import type { contract } from "@/lib/contract/contract";
import contractRoutes from "./contract.gen.json";

export interface CallContext {
  /** Same key and same input give the same answer, so that a repeated click creates one thing. */
  idempotencyKey?: string;
}

export type ApiClient = ContractRouterClient<typeof contract, CallContext>;
export type Api = RouterUtils<ApiClient>;

type LinkOptions = ConstructorParameters<typeof OpenAPILink<CallContext>>[1];

const idempotencyHeader: typeof IDEMPOTENCY_HEADER = "idempotency-key";

/** A typed client over the contract; where and how it sends is the caller's. */
export function makeClient(options: Pick<LinkOptions, "url" | "fetch">): ApiClient {
  const link = new OpenAPILink<CallContext>(contractRoutes as never, {
    ...options,
    headers: ({ context }) =>
      context.idempotencyKey ? { [idempotencyHeader]: context.idempotencyKey } : {},
  });
  return createORPCClient(link);
}

/** React-query options, keys and calls for every operation of a client. */
export const makeApi = (client: ApiClient): Api => createTanstackQueryUtils(client);

/** The browser's door; on the server use `lib/server/prefetch`. */
export const api = makeApi(
  makeClient({ url: () => new URL("/api/v1", globalThis.location.origin) }),
);

/** A fresh key for one intended creation; keep it while the same intent is tried again. */
export function newIdempotencyKey(): string {
  // crypto.randomUUID exists on secure origins only, and a console may run on plain HTTP at home.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
