import type { Image } from "@/lib/contract/images";
import type { UserActor } from "@/lib/ports/actor";
import type { PageRequest } from "@/lib/ports/page";
import type { Context } from "@/lib/ports/ports";
import { presentImage } from "@/lib/rules/images";
import { can } from "@/lib/rules/permissions";

/** Images that the caller may see, newest first. */
export async function listImages(
  { actor, inferences, objects }: Context<"inferences" | "objects", UserActor>,
  { owner, ...page }: PageRequest & { owner: "me" | "everybody" },
): Promise<{ items: Image[]; nextCursor: string | null }> {
  const everybody = owner === "everybody" && can(actor, "inferences:read-any");
  const ownerId = everybody ? undefined : actor.id;
  const { rows, nextCursor } = await inferences.listImages({ ...page, ownerId });
  const items = await Promise.all(
    rows.map((row) => presentImage(row, (key, options) => objects.readUrl(key, options))),
  );
  return { items, nextCursor };
}
