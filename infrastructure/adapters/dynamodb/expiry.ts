import { EXPIRY_ATTRIBUTE } from "@/infrastructure/storage/keys";
import type { Item } from "./table";

export const toSeconds = (at: Date) => Math.floor(at.getTime() / 1000);

/** The attribute by which DynamoDB forgets an item `keptSeconds` after `from`. */
export const expiry = (from: Date, keptSeconds = 0) => ({
  [EXPIRY_ATTRIBUTE]: toSeconds(from) + keptSeconds,
});

/** DynamoDB removes expired items within days, so readers must not believe them until then. */
export function unlessExpired(item: Item | undefined, now: Date): Item | undefined {
  const expiresAtSeconds = item?.[EXPIRY_ATTRIBUTE];
  const isExpired = typeof expiresAtSeconds === "number" && expiresAtSeconds <= toSeconds(now);
  return isExpired ? undefined : item;
}
