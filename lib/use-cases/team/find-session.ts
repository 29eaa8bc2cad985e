import type { Session } from "@/lib/contract/team";
import type { Context } from "@/lib/ports/ports";
import { notFound } from "@/lib/rules/refusal";
import { SESSION_SECONDS_MAX } from "@/lib/rules/sign-in";
import { presentSession } from "./present";
import { secretHash } from "./secret-hash";
import { sessionExpiry } from "./session-expiry";

/** A write for every page view would be the dearest thing the console does. */
const TOUCH_SECONDS = 5 * 60;

/** A session that has not ended, with its user's present rights. Using it keeps it open. */
export async function findSession(
  { clock, team }: Context<"clock" | "team">,
  { sessionId }: { sessionId: string },
): Promise<Session> {
  const idHash = secretHash(sessionId);
  const found = await team.findSession(idHash);
  const now = clock.now();
  if (!found) throw notFound("session");
  const { session, user } = found;
  const createdAt = new Date(session.createdAt);
  const oldest = createdAt.getTime() + SESSION_SECONDS_MAX * 1000;
  if (now.getTime() >= Math.min(Date.parse(session.expiresAt), oldest)) throw notFound("session");

  if (now.getTime() - Date.parse(session.lastSeenAt) < TOUCH_SECONDS * 1000) {
    return presentSession(sessionId, session, user);
  }
  const lastSeenAt = now.toISOString();
  const expiresAt = sessionExpiry(createdAt, now).toISOString();
  await team.touchSession(idHash, lastSeenAt, expiresAt);
  return presentSession(sessionId, { ...session, lastSeenAt, expiresAt }, user);
}
