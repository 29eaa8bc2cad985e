export type OwnerFilter = "me" | "everybody";

/** Whose pictures an address asks for: everybody's unless it says me. */
export const ownerFilterOf = (parameter: unknown): OwnerFilter =>
  parameter === "me" ? "me" : "everybody";
