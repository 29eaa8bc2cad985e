import type { SetUpState } from "@/lib/contract/team";
import type { SetUpRow } from "@/lib/ports/team";
import { secretHash } from "./secret-hash";

/** Where a link stands; a token that was never given out looks like one that has expired. */
export function setUpState(row: SetUpRow | undefined, token: string, now: Date): SetUpState {
  if (row?.usedAt) return "done";
  const fits = row?.tokenHash === secretHash(token);
  return fits && now.getTime() < Date.parse(row.expiresAt) ? "open" : "expired";
}
