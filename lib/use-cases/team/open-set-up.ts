import type { Context } from "@/lib/ports/ports";
import { SET_UP_LINK_SECONDS } from "@/lib/rules/sign-in";
import { secretHash } from "./secret-hash";

export type OpenedSetUp = { state: "open"; token: string; expiresAt: string } | { state: "done" };

/**
 * Make a one-use token for the administrator; an older unused one stops working. `done` when the
 * administrator exists. Only the token's hash is stored, so it can be shown this once.
 */
export async function openSetUp({
  clock,
  ids,
  team,
}: Pick<Context<"clock" | "ids" | "team">, "clock" | "ids" | "team">): Promise<OpenedSetUp> {
  const token = ids.secret();
  const expiresAt = new Date(clock.now().getTime() + SET_UP_LINK_SECONDS * 1000).toISOString();
  const opened = await team.openSetUp({ tokenHash: secretHash(token), expiresAt, usedAt: null });
  return opened ? { state: "open", token, expiresAt } : { state: "done" };
}
