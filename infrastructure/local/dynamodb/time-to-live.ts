import { backfill } from "@/infrastructure/local/dynamodb/backfill";
import { toExpiryWrites } from "@/infrastructure/local/dynamodb/derived-rows";
import { asObject, checkRequest } from "@/infrastructure/local/dynamodb/request";
import { validationError } from "@/infrastructure/local/dynamodb/service-error";
import { expiriesOf } from "@/infrastructure/local/dynamodb/storage-keys";
import type { Store } from "@/infrastructure/local/dynamodb/store";
import type { Table } from "@/infrastructure/local/dynamodb/table";

interface Specification {
  Enabled: boolean;
  AttributeName: string;
}

export async function describeTimeToLive(store: Store, body: unknown): Promise<object> {
  const { TableName } = checkRequest("DescribeTable", body);
  const { timeToLiveAttribute: AttributeName } = store.table(TableName);
  return {
    TimeToLiveDescription: AttributeName
      ? { TimeToLiveStatus: "ENABLED", AttributeName }
      : { TimeToLiveStatus: "DISABLED" },
  };
}

/** Takes effect before it answers, for the items that are already there too. */
export async function updateTimeToLive(store: Store, body: unknown): Promise<object> {
  const { TableName } = checkRequest("DescribeTable", body);
  const specification = toSpecification(asObject(body).TimeToLiveSpecification);
  const { timeToLiveAttribute: current, ...table } = store.table(TableName);
  throwIfUnchanged(specification, current);
  await store.clear(expiriesOf(table.description.TableId));
  if (specification.Enabled) await enable(store, table, specification.AttributeName);
  else await store.putTable(table);
  return { TimeToLiveSpecification: specification };
}

function toSpecification(value: unknown): Specification {
  const { Enabled, AttributeName } = asObject(value);
  if (typeof Enabled !== "boolean") {
    throw validationError("TimeToLiveSpecification.Enabled must be true or false.");
  }
  if (typeof AttributeName !== "string" || AttributeName.length < 1 || AttributeName.length > 255) {
    throw validationError(
      "TimeToLiveSpecification.AttributeName must have between 1 and 255 characters.",
    );
  }
  return { Enabled, AttributeName };
}

function throwIfUnchanged({ Enabled, AttributeName }: Specification, current?: string): void {
  if (!Enabled && !current) throw validationError("TimeToLive is already disabled");
  if (!current) return;
  if (AttributeName !== current) {
    throw validationError(
      `TimeToLive is active on a different AttributeName: current AttributeName is ${current}`,
    );
  }
  if (Enabled) throw validationError("TimeToLive is already enabled");
}

async function enable(store: Store, table: Table, timeToLiveAttribute: string): Promise<void> {
  const enabled = { ...table, timeToLiveAttribute };
  await backfill(store, table, (item) => toExpiryWrites(enabled, undefined, item));
  await store.putTable(enabled);
}
