export type JobFilter = "any" | "open";

/** The filter that an address asks for: everything unless it says open. */
export const jobFilterOf = (parameter: unknown): JobFilter =>
  parameter === "open" ? "open" : "any";
