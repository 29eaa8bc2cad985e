import { ClassicLevel } from "classic-level";
import type { AsyncRequest } from "./async-request";
import type { Endpoint, EndpointConfig, Model } from "./resources";

/** Rows of one kind. A write is on disk when its promise resolves. */
export interface Collection<Row> {
  find(key: string): Promise<Row | undefined>;
  put(key: string, row: Row): Promise<void>;
  delete(key: string): Promise<void>;
  /** In the order of their keys. */
  list(): Promise<Row[]>;
}

/** Everything that the embedded SageMaker knows, in one LevelDB. */
export interface SageMakerStore {
  models: Collection<Model>;
  configs: Collection<EndpointConfig>;
  endpoints: Collection<Endpoint>;
  /** Requests that are not settled, or whose end was not told yet; by id, oldest first. */
  requests: Collection<AsyncRequest>;
  close(): Promise<void>;
}

export async function openStore(dataDir: string): Promise<SageMakerStore> {
  const level = new ClassicLevel<string, unknown>(dataDir, { valueEncoding: "json" });
  await level.open();
  return {
    models: collection<Model>(level, "models"),
    configs: collection<EndpointConfig>(level, "configs"),
    endpoints: collection<Endpoint>(level, "endpoints"),
    requests: collection<AsyncRequest>(level, "requests"),
    close: () => level.close(),
  };
}

function collection<Row>(level: ClassicLevel<string, unknown>, name: string): Collection<Row> {
  const rows = level.sublevel<string, Row>(name, { valueEncoding: "json" });
  return {
    find: async (key) => rows.get(key),
    put: (key, row) => level.batch([{ type: "put", sublevel: rows, key, value: row }], SYNC),
    delete: (key) => level.batch([{ type: "del", sublevel: rows, key }], SYNC),
    list: () => rows.values().all(),
  };
}

const SYNC = { sync: true } as const;
