import type { Inference } from "@/lib/contract/inferences";
import type { UserActor } from "@/lib/ports/actor";
import type { PageRequest } from "@/lib/ports/page";
import type { Context } from "@/lib/ports/ports";
import { presentInference } from "./present";
import { ownerShownTo } from "./visible";

/** Jobs that the caller may see, newest first. */
export async function listInferences(
  context: Context<"inferences" | "objects", UserActor>,
  { state, ...page }: PageRequest & { state: "any" | "open" },
): Promise<{ items: Inference[]; nextCursor: string | null }> {
  const { actor, inferences } = context;
  const request = { ...page, ownerId: ownerShownTo(actor) };
  const { rows, nextCursor } =
    state === "open" ? await inferences.listOpen(request) : await inferences.list(request);
  return {
    items: await Promise.all(rows.map((row) => presentInference(context, row))),
    nextCursor,
  };
}
