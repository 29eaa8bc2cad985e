import type { Role } from "@/lib/contract/team";
import type { UserRow } from "@/lib/ports/team";
import type { Middleware } from "./middleware";

/** Somebody who can sign in with a password. */
export async function createUser(
  { ports }: Middleware,
  { name, password, role = "artist" }: { name: string; password: string; role?: Role },
): Promise<UserRow> {
  const row: UserRow = {
    id: ports.ids.next(),
    version: 1,
    name,
    role,
    passwordHash: await ports.passwords.hash(password),
    createdAt: new Date().toISOString(),
  };
  await ports.team.createUser(row);
  return row;
}
