import * as z from "zod";
import { uniqueName } from "@/infrastructure/storage/keys";
import { isNew } from "./conditions";
import { readRow } from "./rows/read-row";
import type { Table, Write } from "./table";

export type NamedNoun = "MODEL" | "ENDPOINT" | "USER";

const NameRow = z.object({ id: z.string() });

/** A write that fails when the name is taken. */
export const nameWrite = (table: Table, noun: NamedNoun, row: { id: string; name: string }) =>
  ({
    Put: { TableName: table.name, Item: { ...uniqueName(noun, row.name), id: row.id }, ...isNew },
  }) satisfies Write;

/** The id of the row that holds a name. */
export async function findNamed(
  table: Table,
  noun: NamedNoun,
  name: string,
): Promise<string | undefined> {
  const item = await table.get(uniqueName(noun, name));
  return item && readRow(NameRow, item).id;
}
