import type { UserActor } from "@/lib/ports/actor";
import type { ModelRow } from "@/lib/ports/models";
import { notFound, Refusal } from "@/lib/rules/refusal";

/** The row, if it is this person's to bring up; everybody may see models, so others are told. */
export function ownUpload(actor: UserActor, row: ModelRow | undefined): ModelRow {
  if (!row) throw notFound("model");
  if (row.owner.id === actor.id) return row;
  throw new Refusal(
    "forbidden",
    {},
    { message: "Only the person who began this upload can continue it." },
  );
}
