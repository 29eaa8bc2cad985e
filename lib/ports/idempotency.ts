/** A caller's promise that two requests are the same one; kept for a day. */
export interface IdempotencyClaim {
  actorId: string;
  key: string;
  bodySha256: string;
}
