import type { Endpoint } from "@/lib/contract/endpoints";
import type { Context } from "@/lib/ports/ports";
import { notFound } from "@/lib/rules/refusal";
import { presentEndpoint } from "./present";

/** An endpoint and how many jobs it has before it. */
export async function getEndpoint(
  { endpoints, inferences }: Context<"endpoints" | "inferences">,
  { id }: { id: string },
): Promise<Endpoint & { queueDepth: number }> {
  const row = await endpoints.find(id);
  if (!row) throw notFound("endpoint");
  return { ...presentEndpoint(row), queueDepth: await inferences.countOpen(id) };
}
