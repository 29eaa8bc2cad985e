import { EXPIRY_ATTRIBUTE, teamKeys } from "@/infrastructure/storage/keys";
import type { Attempts, TeamStore } from "@/lib/ports/team";
import { ATTEMPTS_KEPT_SECONDS } from "@/lib/rules/sign-in";
import { expiry, toSeconds, unlessExpired } from "./expiry";
import { attemptsRow } from "./rows/team-rows";
import type { Key, Table } from "./table";

const RACES_MAX = 10;
const NONE: Attempts = { failures: 0, lastFailureAt: 0 };

/** Add one to a count that is still kept; undefined when it has expired. */
async function countUp(table: Table, key: Key, at: Date): Promise<number | undefined> {
  const counted = await table.update({
    Key: key,
    UpdateExpression: `ADD failures :one SET lastFailureAt = :at, ${EXPIRY_ATTRIBUTE} = :expiry`,
    ConditionExpression: `attribute_not_exists(pk) OR ${EXPIRY_ATTRIBUTE} > :now`,
    ExpressionAttributeValues: {
      ":one": 1,
      ":at": at.getTime(),
      ":now": toSeconds(at),
      ":expiry": expiry(at, ATTEMPTS_KEPT_SECONDS)[EXPIRY_ATTRIBUTE],
    },
  });
  return counted && attemptsRow.fromItem(counted).failures;
}

/** Begin a count in the place of an expired one; false when somebody else has. */
const countAnew = (table: Table, key: Key, at: Date): Promise<boolean> =>
  table.put(
    { ...key, failures: 1, lastFailureAt: at.getTime(), ...expiry(at, ATTEMPTS_KEPT_SECONDS) },
    {
      ConditionExpression: `${EXPIRY_ATTRIBUTE} <= :now`,
      ExpressionAttributeValues: { ":now": toSeconds(at) },
    },
  );

type AttemptsStore = Pick<TeamStore, "findAttempts" | "recordFailure" | "clearAttempts">;

export function createAttemptsStore(table: Table, now: () => Date): AttemptsStore {
  return {
    async findAttempts(scope, subject) {
      const item = unlessExpired(await table.get(teamKeys.attempts(scope, subject)), now());
      return item ? attemptsRow.fromItem(item) : NONE;
    },

    async recordFailure(scope, subject, at) {
      const key = teamKeys.attempts(scope, subject);
      for (let race = 0; race < RACES_MAX; race += 1) {
        const failures = await countUp(table, key, at);
        if (failures !== undefined) return failures;
        if (await countAnew(table, key, at)) return 1;
      }
      throw new Error(`Attempts of one ${scope} could not be counted in ${RACES_MAX} rounds.`);
    },

    async clearAttempts(scope, subject) {
      await table.delete(teamKeys.attempts(scope, subject));
    },
  };
}
