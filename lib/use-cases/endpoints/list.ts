import type { Endpoint } from "@/lib/contract/endpoints";
import type { PageRequest } from "@/lib/ports/page";
import type { Context } from "@/lib/ports/ports";
import { presentEndpoint } from "./present";

/** Endpoints, newest first. */
export async function listEndpoints(
  { endpoints }: Context<"endpoints">,
  request: PageRequest,
): Promise<{ items: Endpoint[]; nextCursor: string | null }> {
  const { rows, nextCursor } = await endpoints.list(request);
  return { items: rows.map(presentEndpoint), nextCursor };
}
