import { createDocumentClient } from "@/infrastructure/adapters/dynamodb/document-client";
import { createStores } from "@/infrastructure/adapters/dynamodb/stores";
import { systemClock } from "@/infrastructure/adapters/system/clock";
import { env } from "../env";
import { once } from "../once";

export const storePorts = once(() =>
  createStores({
    client: createDocumentClient(),
    tableName: env.tableName,
    now: () => systemClock.now(),
  }),
);
