import type { Role } from "@/lib/contract/team";
import type { Ports } from "@/lib/ports/ports";
import type { UserRow } from "@/lib/ports/team";

/** Somebody who can sign in with a password. */
export async function createUser(
  { ports }: { ports: Pick<Ports, "ids" | "passwords" | "team"> },
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
