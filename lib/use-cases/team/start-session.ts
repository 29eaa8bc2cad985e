import type { Session } from "@/lib/contract/team";
import type { Context } from "@/lib/ports/ports";
import type { SessionRow, UserRow } from "@/lib/ports/team";
import { presentSession } from "./present";
import { secretHash } from "./secret-hash";
import { sessionExpiry } from "./session-expiry";

/** A new session with a new random id; an id from before is never taken over. */
export async function startSession(
  { clock, ids, team }: Context<"clock" | "ids" | "team">,
  user: UserRow,
): Promise<Session> {
  const sessionId = ids.secret();
  const now = clock.now();
  const row: SessionRow = {
    idHash: secretHash(sessionId),
    userId: user.id,
    createdAt: now.toISOString(),
    lastSeenAt: now.toISOString(),
    expiresAt: sessionExpiry(now, now).toISOString(),
  };
  await team.createSession(row);
  return presentSession(sessionId, row, user);
}
