import type { Session, User } from "@/lib/contract/team";
import type { SessionRow, UserRow } from "@/lib/ports/team";
import { ROLE_PERMISSIONS } from "@/lib/rules/permissions";

/** The user as the API shows it, with the present rights of the role. */
export function presentUser({ id, name, role, createdAt }: UserRow): User {
  return { id, name, role, permissions: [...ROLE_PERMISSIONS[role]], createdAt };
}

export const presentSession = (sessionId: string, row: SessionRow, user: UserRow): Session => ({
  sessionId,
  user: presentUser(user),
  expiresAt: row.expiresAt,
});
