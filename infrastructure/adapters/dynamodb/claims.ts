import * as z from "zod";
import { EXPIRY_ATTRIBUTE, idempotencyClaim } from "@/infrastructure/storage/keys";
import type { IdempotencyClaim } from "@/lib/ports/idempotency";
import { expiry, toSeconds, unlessExpired } from "./expiry";
import { readRow } from "./rows/read-row";
import type { Item, Key, Table, Write } from "./table";

const CLAIM_KEPT_SECONDS = 24 * 60 * 60;

const ClaimRow = z.object({ id: z.string(), bodySha256: z.string() });
export type EarlierClaim = z.infer<typeof ClaimRow>;

export const claimKey = (operation: string, { actorId, key }: IdempotencyClaim): Key =>
  idempotencyClaim(actorId, operation, key);

/** What was made under the claim, unless it is too long ago. */
export function readClaim(item: Item | undefined, now: Date): EarlierClaim | undefined {
  const kept = unlessExpired(item, now);
  return kept && readRow(ClaimRow, kept);
}

/** A write that fails while the same claim is still kept. */
export function claimWrite(
  table: Table,
  operation: string,
  claim: IdempotencyClaim,
  made: { id: string; now: Date },
): Write {
  const { id, now } = made;
  return {
    Put: {
      TableName: table.name,
      Item: {
        ...claimKey(operation, claim),
        id,
        bodySha256: claim.bodySha256,
        ...expiry(now, CLAIM_KEPT_SECONDS),
      },
      ConditionExpression: `attribute_not_exists(pk) OR ${EXPIRY_ATTRIBUTE} <= :now`,
      ExpressionAttributeValues: { ":now": toSeconds(now) },
    },
  };
}
