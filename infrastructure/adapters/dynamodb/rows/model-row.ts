import * as z from "zod";
import { indexEntry, modelKeys } from "@/infrastructure/storage/keys";
import { JobFailure } from "@/lib/contract/jobs";
import { ModelKind, ModelState } from "@/lib/contract/models";
import type { ModelRow } from "@/lib/ports/models";
import type { Item } from "../table";
import { readRow } from "./read-row";

const StoredModel: z.ZodType<ModelRow> = z.object({
  id: z.string(),
  version: z.int(),
  name: z.string(),
  kind: ModelKind,
  family: z.string().nullable(),
  state: ModelState,
  failure: JobFailure.nullable(),
  fileName: z.string(),
  sizeBytes: z.number(),
  tensorCount: z.number().nullable(),
  key: z.string(),
  uploadId: z.string().nullable(),
  owner: z.object({ id: z.string(), name: z.string() }),
  createdAt: z.string(),
});

export const modelRow = {
  fromItem: (item: Item) => readRow(StoredModel, item),
  toItem: (row: ModelRow): Item => ({
    ...row,
    ...modelKeys.row(row.id),
    ...indexEntry("all", modelKeys.all, row.id),
    ...indexEntry("part", modelKeys.ofKind(row.kind), row.id),
  }),
};
