import * as z from "zod";
import { endpointKeys, indexEntry } from "@/infrastructure/storage/keys";
import { EndpointState } from "@/lib/contract/endpoints";
import { JobFailure } from "@/lib/contract/jobs";
import type { EndpointRow } from "@/lib/ports/endpoints";
import { ENGINE_NAMES } from "@/lib/rules/engines";
import type { Item } from "../table";
import { readRow } from "./read-row";

const StoredEndpoint: z.ZodType<EndpointRow> = z.object({
  id: z.string(),
  version: z.int(),
  name: z.string(),
  engine: z.enum(ENGINE_NAMES),
  state: EndpointState,
  failure: JobFailure.nullable(),
  sagemakerName: z.string(),
  instanceType: z.string(),
  instanceCount: z.int(),
  priceUsdPerHour: z.number(),
  createdAt: z.string(),
});

const isSettled = (state: EndpointState) => state === "in_service" || state === "failed";

export const endpointRow = {
  fromItem: (item: Item) => readRow(StoredEndpoint, item),
  toItem: (row: EndpointRow): Item => ({
    ...row,
    ...endpointKeys.row(row.id),
    ...indexEntry("all", endpointKeys.all, row.id),
    ...(isSettled(row.state) ? {} : indexEntry("open", endpointKeys.open, row.id)),
  }),
};
