import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Ports } from "@/lib/ports/ports";
import { createEndpointStore } from "./endpoint-store";
import { createInferenceStore } from "./inference-store";
import { createModelStore } from "./model-store";
import { Table } from "./table";
import { createTeamStore } from "./team-store";

export interface StoresOptions {
  client: DynamoDBDocumentClient;
  tableName: string;
  /** Decides what has expired. */
  now(): Date;
}

export type Stores = Pick<Ports, "inferences" | "models" | "endpoints" | "team">;

/** Every store of the single table. */
export function createStores({ client, tableName, now }: StoresOptions): Stores {
  const table = new Table(client, tableName);
  return {
    inferences: createInferenceStore(table, now),
    models: createModelStore(table, now),
    endpoints: createEndpointStore(table),
    team: createTeamStore(table, now),
  };
}
