import "server-only";
import { ORPCError } from "@orpc/client";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { safeNextPath } from "@/lib/client/next-path";
import type { Session } from "@/lib/contract/team";
import { middlewareForConsole } from "./middleware";
import { PATH_HEADER } from "./request-headers";
import { readSessionCookie, sessionCookieName } from "./session-cookie";
import { shortCache } from "./short-cache";

/** A removal or another role acts at most this much later. */
const KEPT_MS = 1_000;
const SESSIONS_KEPT_MAX = 10_000;
const sessions = shortCache<Session | null>(KEPT_MS, SESSIONS_KEPT_MAX);

const isNotFound = (error: unknown) => error instanceof ORPCError && error.code === "not_found";

async function readRow(sessionId: string): Promise<Session | null> {
  try {
    return await middlewareForConsole().team.findSession({ sessionId });
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

/**
 * The session of this request, or null when nobody is signed in.
 *
 * @throws what the middleware answered when it could not tell
 */
export const findSession = cache(async (): Promise<Session | null> => {
  const cookie = (await cookies()).get(sessionCookieName())?.value;
  const sessionId = await readSessionCookie(cookie);
  return sessionId === null ? null : sessions.get(sessionId, () => readRow(sessionId));
});

/** The session of this request; sends to the sign-in page when there is none. For pages. */
export async function requireSession(): Promise<Session> {
  const session = await findSession();
  if (session) return session;
  const next = safeNextPath((await headers()).get(PATH_HEADER));
  redirect(`/sign-in?next=${encodeURIComponent(next)}`);
}

/** End a session for good. */
export async function endSession(sessionId: string) {
  sessions.forget(sessionId);
  await middlewareForConsole().team.signOut({ sessionId });
}
