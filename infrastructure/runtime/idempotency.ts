import { IDEMPOTENCY_HEADER } from "@/lib/contract/assertion";
import type { OperationMeta } from "@/lib/contract/operation";
import type { Actor } from "@/lib/ports/actor";
import type { IdempotencyClaim } from "@/lib/ports/idempotency";
import { invalidInput } from "@/lib/rules/refusal";
import type { Call } from "./call";

/** Visible ASCII of at most 255 characters, as Stripe made it customary. */
const KEY = /^[\x21-\x7e]{1,255}$/;

/** The promise that the caller makes with `Idempotency-Key`, where the operation honours it. */
export function readClaim(
  { idempotent }: OperationMeta,
  call: Call,
  actor: Actor | undefined,
): IdempotencyClaim | undefined {
  const key = call.headers.get(IDEMPOTENCY_HEADER);
  if (!idempotent || key === null || actor?.kind !== "user") return undefined;
  if (!KEY.test(key)) {
    const message = "Use 1 to 255 visible ASCII characters, for example a ULID.";
    throw invalidInput([{ path: "Idempotency-Key", message }]);
  }
  return { actorId: actor.id, key, bodySha256: call.bodySha256 };
}
