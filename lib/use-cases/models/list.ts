import type { Model, ModelKind } from "@/lib/contract/models";
import type { PageRequest } from "@/lib/ports/page";
import type { Context } from "@/lib/ports/ports";
import { presentModel } from "./present";

/** Models, newest first; everybody who may see models sees all of them. */
export async function listModels(
  { models }: Context<"models">,
  request: PageRequest & { kind?: ModelKind },
): Promise<{ items: Model[]; nextCursor: string | null }> {
  const { rows, nextCursor } = await models.list(request);
  return { items: rows.map(presentModel), nextCursor };
}
