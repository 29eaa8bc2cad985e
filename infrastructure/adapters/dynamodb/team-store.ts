import { EXPIRY_ATTRIBUTE, teamKeys } from "@/infrastructure/storage/keys";
import type { TeamStore, UserRow } from "@/lib/ports/team";
import { conflict } from "@/lib/rules/refusal";
import { createAttemptsStore } from "./attempts";
import { isNew } from "./conditions";
import { expiry, unlessExpired } from "./expiry";
import { sessionRow, setUpRow, userRow } from "./rows/team-rows";
import type { Table, Write } from "./table";
import { findNamed, nameWrite } from "./unique-names";

const isUnused = "attribute_type(usedAt, :null)";

type SetUpStore = Pick<TeamStore, "findSetUp" | "openSetUp" | "finishSetUp">;
type SessionStore = Pick<
  TeamStore,
  "createSession" | "findSession" | "touchSession" | "deleteSession"
>;
type UserStore = Pick<TeamStore, "findUser" | "findUserByName" | "createUser">;

const userWrites = (table: Table, row: UserRow): Write[] => [
  nameWrite(table, "USER", row),
  { Put: { TableName: table.name, Item: userRow.toItem(row), ...isNew } },
];

function createUserStore(table: Table): UserStore {
  async function findUser(id: string): Promise<UserRow | undefined> {
    const item = await table.get(teamKeys.user(id));
    return item && userRow.fromItem(item);
  }
  return {
    findUser,
    async findUserByName(name) {
      const id = await findNamed(table, "USER", name);
      return id === undefined ? undefined : findUser(id);
    },
    async createUser(row) {
      return (await table.transact(userWrites(table, row))) === undefined;
    },
  };
}

function createSetUpStore(table: Table): SetUpStore {
  return {
    async findSetUp() {
      const item = await table.get(teamKeys.setUp);
      return item && setUpRow.fromItem(item);
    },

    openSetUp: (row) =>
      table.put(setUpRow.toItem(row), {
        ConditionExpression: `attribute_not_exists(pk) OR ${isUnused}`,
        ExpressionAttributeValues: { ":null": "NULL" },
      }),

    async finishSetUp(tokenHash, administrator, usedAt) {
      const failed = await table.transact([
        {
          Update: {
            TableName: table.name,
            Key: teamKeys.setUp,
            UpdateExpression: "SET usedAt = :usedAt",
            ConditionExpression: `tokenHash = :tokenHash AND ${isUnused}`,
            ExpressionAttributeValues: {
              ":usedAt": usedAt,
              ":tokenHash": tokenHash,
              ":null": "NULL",
            },
          },
        },
        ...userWrites(table, administrator),
      ]);
      if (!failed) return true;
      const [isLinkSpent] = failed;
      if (isLinkSpent) return false;
      throw conflict("Somebody has this name already. Choose another one.");
    },
  };
}

function createSessionStore(
  table: Table,
  now: () => Date,
  findUser: UserStore["findUser"],
): SessionStore {
  return {
    async createSession(row) {
      await table.put(sessionRow.toItem(row));
    },

    /**
     * The user is read, not copied into the session: a change of role or a removal must act on
     * the next request, and a copy would have to be found and changed in every session.
     */
    async findSession(idHash) {
      const item = unlessExpired(await table.get(teamKeys.session(idHash)), now());
      if (!item) return undefined;
      const session = sessionRow.fromItem(item);
      const user = await findUser(session.userId);
      return user && { session, user };
    },

    /** A session that was ended in the meantime stays ended. */
    async touchSession(idHash, lastSeenAt, expiresAt) {
      await table.update({
        Key: teamKeys.session(idHash),
        UpdateExpression: `SET lastSeenAt = :seen, expiresAt = :expiresAt, ${EXPIRY_ATTRIBUTE} = :expiry`,
        ConditionExpression: "attribute_exists(pk)",
        ExpressionAttributeValues: {
          ":seen": lastSeenAt,
          ":expiresAt": expiresAt,
          ":expiry": expiry(new Date(expiresAt))[EXPIRY_ATTRIBUTE],
        },
      });
    },

    async deleteSession(idHash) {
      await table.delete(teamKeys.session(idHash));
    },
  };
}

export function createTeamStore(table: Table, now: () => Date): TeamStore {
  const users = createUserStore(table);
  return {
    ...users,
    ...createSetUpStore(table),
    ...createSessionStore(table, now, users.findUser),
    ...createAttemptsStore(table, now),
  };
}
