import * as z from "zod";
import { indexEntry, teamKeys } from "@/infrastructure/storage/keys";
import { Role } from "@/lib/contract/team";
import type { Attempts, SessionRow, SetUpRow, UserRow } from "@/lib/ports/team";
import { expiry } from "../expiry";
import type { Item } from "../table";
import { readRow } from "./read-row";

const StoredUser: z.ZodType<UserRow> = z.object({
  id: z.string(),
  version: z.int(),
  name: z.string(),
  role: Role,
  passwordHash: z.string(),
  createdAt: z.string(),
});

const StoredSession: z.ZodType<SessionRow> = z.object({
  idHash: z.string(),
  userId: z.string(),
  createdAt: z.string(),
  lastSeenAt: z.string(),
  expiresAt: z.string(),
});

const StoredSetUp: z.ZodType<SetUpRow> = z.object({
  tokenHash: z.string(),
  expiresAt: z.string(),
  usedAt: z.string().nullable(),
});

const StoredAttempts: z.ZodType<Attempts> = z.object({
  failures: z.int(),
  lastFailureAt: z.number(),
});

export const userRow = {
  fromItem: (item: Item) => readRow(StoredUser, item),
  toItem: (row: UserRow): Item => ({
    ...row,
    ...teamKeys.user(row.id),
    ...indexEntry("all", teamKeys.users, row.id),
  }),
};

export const sessionRow = {
  fromItem: (item: Item) => readRow(StoredSession, item),
  toItem: (row: SessionRow): Item => ({
    ...row,
    ...teamKeys.session(row.idHash),
    ...expiry(new Date(row.expiresAt)),
  }),
};

/** The link's row never expires: that it was used must be known for good. */
export const setUpRow = {
  fromItem: (item: Item) => readRow(StoredSetUp, item),
  toItem: (row: SetUpRow): Item => ({ ...row, ...teamKeys.setUp }),
};

export const attemptsRow = {
  fromItem: (item: Item) => readRow(StoredAttempts, item),
};
