import type { Role } from "@/lib/contract/team";
import type { AttemptScope } from "@/lib/rules/sign-in";

export interface UserRow {
  id: string;
  version: number;
  name: string;
  role: Role;
  passwordHash: string;
  createdAt: string;
}

export interface SessionRow {
  /** SHA-256 of the session's secret id, hex: a reader of the table cannot become anybody. */
  idHash: string;
  userId: string;
  createdAt: string;
  lastSeenAt: string;
  expiresAt: string;
}

export interface SetUpRow {
  tokenHash: string;
  expiresAt: string;
  usedAt: string | null;
}

export interface Attempts {
  failures: number;
  /** Epoch milliseconds of the last failure. */
  lastFailureAt: number;
}

export interface TeamStore {
  findUser(id: string): Promise<UserRow | undefined>;
  findUserByName(name: string): Promise<UserRow | undefined>;
  /** False when the name is taken. */
  createUser(row: UserRow): Promise<boolean>;
  findSetUp(): Promise<SetUpRow | undefined>;
  /** Replace the open link; a link that was used stays used. */
  openSetUp(row: SetUpRow): Promise<boolean>;
  /** Spend the link and create the administrator together; false when the link was spent. */
  finishSetUp(tokenHash: string, administrator: UserRow, usedAt: string): Promise<boolean>;
  createSession(row: SessionRow): Promise<void>;
  /** The session and its user as they are now; a removed user has no sessions. */
  findSession(idHash: string): Promise<{ session: SessionRow; user: UserRow } | undefined>;
  touchSession(idHash: string, lastSeenAt: string, expiresAt: string): Promise<void>;
  deleteSession(idHash: string): Promise<void>;
  findAttempts(scope: AttemptScope, subject: string): Promise<Attempts>;
  /** Count a failure atomically and return the count. */
  recordFailure(scope: AttemptScope, subject: string, at: Date): Promise<number>;
  clearAttempts(scope: AttemptScope, subject: string): Promise<void>;
}

export interface PasswordHasher {
  /** PHC string with its own salt. */
  hash(password: string): Promise<string>;
  /** Takes as long for an unknown user's absent hash as for a real one. */
  verify(password: string, hash: string | undefined): Promise<boolean>;
}
