import type { Access } from "@/lib/contract/permissions";
import type { Actor } from "@/lib/ports/actor";
import { Refusal } from "@/lib/rules/refusal";

/**
 * Refuse whoever may not do this; `public` operations never get here. The console acts for nobody
 * in particular, so it may do what is its own and nothing else.
 */
export function authorize(actor: Actor, access: Access) {
  const allowed =
    access === "console"
      ? actor.kind === "console"
      : actor.kind === "user" && (actor.permissions as readonly string[]).includes(access);
  if (!allowed) throw new Refusal("forbidden", { permission: access });
}
