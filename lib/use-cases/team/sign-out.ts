import type { Context } from "@/lib/ports/ports";
import { secretHash } from "./secret-hash";

/** End a session at once, everywhere. Ending one that has ended is fine. */
export async function signOut(
  { team }: Context<"team">,
  { sessionId }: { sessionId: string },
): Promise<{ ended: true }> {
  await team.deleteSession(secretHash(sessionId));
  return { ended: true };
}
