import type { Model } from "@/lib/contract/models";
import type { Context } from "@/lib/ports/ports";
import { notFound } from "@/lib/rules/refusal";
import { presentModel } from "./present";

export async function getModel(
  { models }: Context<"models">,
  { id }: { id: string },
): Promise<Model> {
  const row = await models.find(id);
  if (!row) throw notFound("model");
  return presentModel(row);
}
