import { invalidInput } from "@/lib/rules/refusal";

const ORDER = /^[0-9A-HJKMNP-TV-Z]{26}(#\d{4})?$/;

/** The place after a row, bound to the list that it stands in. */
export const encodeCursor = (partition: string, order: string): string =>
  Buffer.from(JSON.stringify([partition, order])).toString("base64url");

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString());
  } catch {
    return undefined;
  }
}

/** @throws Refusal invalid_input for a cursor that this list has not given out */
export function decodeCursor(partition: string, cursor: string): string {
  const parsed = parse(cursor);
  const [from, order]: unknown[] = Array.isArray(parsed) && parsed.length === 2 ? parsed : [];
  if (from === partition && typeof order === "string" && ORDER.test(order)) return order;
  throw invalidInput([
    { path: "cursor", message: "This cursor is not of this list. Start again at its first page." },
  ]);
}
