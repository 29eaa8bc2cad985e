import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  type DynamoDBClient,
  type GlobalSecondaryIndex,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** One promise of AWS's documentation. It needs nothing but an endpoint, so it can be put to any. */
export interface ConformanceCase {
  name: string;
  /** Where AWS says so. */
  source: string;
  /** Throws if the endpoint does otherwise. */
  run(endpoint: Endpoint): Promise<void>;
}

export interface Endpoint {
  client: DynamoDBClient;
  documents: DynamoDBDocumentClient;
  /** Makes a table of its own for a case and returns its name. */
  createTable(definition?: Partial<CreateTableCommandInput>): Promise<string>;
}

export const DEVELOPER_GUIDE = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide";
export const API_REFERENCE = "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference";

const BY_OWNER = {
  IndexName: "byOwner",
  KeySchema: [
    { AttributeName: "owner", KeyType: "HASH" },
    { AttributeName: "createdAt", KeyType: "RANGE" },
  ],
  Projection: { ProjectionType: "ALL" },
} satisfies GlobalSecondaryIndex;

/** `pk` and `sk` are strings; `byOwner` sorts by the number `createdAt` and holds whole items. */
export const STANDARD_TABLE = {
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: [
    { AttributeName: "pk", AttributeType: "S" },
    { AttributeName: "sk", AttributeType: "S" },
    { AttributeName: "owner", AttributeType: "S" },
    { AttributeName: "createdAt", AttributeType: "N" },
  ],
  KeySchema: [
    { AttributeName: "pk", KeyType: "HASH" },
    { AttributeName: "sk", KeyType: "RANGE" },
  ],
  GlobalSecondaryIndexes: [BY_OWNER] as [typeof BY_OWNER],
} satisfies Partial<CreateTableCommandInput>;

export function toEndpoint(client: DynamoDBClient): Endpoint {
  return {
    client,
    documents: DynamoDBDocumentClient.from(client, {
      marshallOptions: { removeUndefinedValues: true },
    }),
    async createTable(definition = {}) {
      const TableName = `conformance-${randomUUID()}`;
      const input: CreateTableCommandInput = { ...STANDARD_TABLE, ...definition, TableName };
      await client.send(new CreateTableCommand(input));
      await waitUntilTableExists({ client, maxWaitTime: 60 }, { TableName });
      return TableName;
    },
  };
}

/** Returns the error a call fails with, after checking its name. */
export async function refusal<T extends Error = Error>(
  call: Promise<unknown>,
  name: string,
): Promise<T> {
  try {
    await call;
  } catch (error) {
    assert.ok(error instanceof Error);
    assert.equal(error.name, name, error.message);
    return error as T; // The name is the type of an SDK error.
  }
  return assert.fail(`expected ${name}, but the call succeeded`);
}
