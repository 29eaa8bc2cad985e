import type * as z from "zod";
import type { Item } from "../table";

/** Parse what is stored; attributes that belong to keys and indexes fall away. */
export function readRow<Row>(schema: z.ZodType<Row>, item: Item): Row {
  const reading = schema.safeParse(item);
  if (reading.success) return reading.data;
  const where = reading.error.issues.map(({ path }) => path.join(".")).join(", ");
  throw new Error(`The stored row ${String(item.pk)} ${String(item.sk)} is broken at: ${where}`, {
    cause: reading.error,
  });
}
