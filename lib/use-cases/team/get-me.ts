import type { User } from "@/lib/contract/team";
import type { UserActor } from "@/lib/ports/actor";
import type { Context } from "@/lib/ports/ports";
import { notFound } from "@/lib/rules/refusal";
import { presentUser } from "./present";

export async function getMe({ actor, team }: Context<"team", UserActor>): Promise<User> {
  const user = await team.findUser(actor.id);
  if (!user) throw notFound("account");
  return presentUser(user);
}
