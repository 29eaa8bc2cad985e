import { randomBytes, randomInt } from "node:crypto";
import { monotonicFactory } from "ulid";
import type { Clock, Ids } from "@/lib/ports/environment";

/** A uniformly random number in [0, 1), as precise as 32 bits. */
const random = () => randomBytes(4).readUInt32BE() / 2 ** 32;

/** ULIDs by the given clock; those of one process never run backwards. */
export function createIds(clock: Clock): Ids {
  const ulid = monotonicFactory(random);
  return {
    next: () => ulid(clock.now().getTime()),
    integer: (below) => randomInt(below),
    secret: () => randomBytes(32).toString("base64url"),
  };
}
