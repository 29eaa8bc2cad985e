import type { UserActor } from "@/lib/ports/actor";
import type { InferenceRow } from "@/lib/ports/inferences";
import { can, canSeeInferencesOf, canStopInferencesOf } from "@/lib/rules/permissions";
import { notFound, Refusal } from "@/lib/rules/refusal";

/** The row if it exists for this person; absent and not visible are the same answer. */
export function visibleTo<Row extends Pick<InferenceRow, "owner">>(
  actor: UserActor,
  row: Row | undefined,
): Row {
  if (!row || !canSeeInferencesOf(actor, row.owner.id)) throw notFound("job");
  return row;
}

/** Refuse whoever may see a job but not end it. */
export function mustBeAllowedToStop(actor: UserActor, row: InferenceRow) {
  if (canStopInferencesOf(actor, row.owner.id)) return;
  throw new Refusal(
    "forbidden",
    { permission: "inferences:stop-any" },
    { message: "This is somebody else's job. Ask an administrator." },
  );
}

/** Whose jobs a listing holds: only one's own without the right to see everybody's. */
export const ownerShownTo = (actor: UserActor) =>
  can(actor, "inferences:read-any") ? undefined : actor.id;
