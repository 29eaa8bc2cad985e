import { randomUUID } from "node:crypto";
import type { CheckedRequests } from "@/infrastructure/local/dynamodb/request";
import type {
  IndexDescription,
  TableDescription,
  Throughput,
} from "@/infrastructure/local/dynamodb/table";

type CreateTableRequest = CheckedRequests["CreateTable"];
type NewIndex = NonNullable<CreateTableRequest["GlobalSecondaryIndexes"]>[number];

export function describeNewTable(
  request: CreateTableRequest,
  createdAtSeconds: number,
): TableDescription {
  const arn = `arn:aws:dynamodb:us-east-1:000000000000:table/${request.TableName}`;
  const isOnDemand = request.BillingMode === "PAY_PER_REQUEST";
  return {
    TableName: request.TableName,
    TableId: randomUUID(),
    TableArn: arn,
    TableStatus: "ACTIVE",
    CreationDateTime: createdAtSeconds,
    AttributeDefinitions: request.AttributeDefinitions,
    KeySchema: request.KeySchema,
    GlobalSecondaryIndexes: request.GlobalSecondaryIndexes?.map((it) =>
      describeGlobalIndex(arn, it),
    ),
    LocalSecondaryIndexes: request.LocalSecondaryIndexes?.map((it) => describeIndex(arn, it)),
    ProvisionedThroughput: describeThroughput(request.ProvisionedThroughput),
    BillingModeSummary: isOnDemand
      ? {
          BillingMode: "PAY_PER_REQUEST",
          LastUpdateToPayPerRequestDateTime: createdAtSeconds,
        }
      : undefined,
    TableSizeBytes: 0,
    ItemCount: 0,
    DeletionProtectionEnabled: false,
  };
}

export function describeGlobalIndex(tableArn: string, index: NewIndex): IndexDescription {
  return {
    ...describeIndex(tableArn, index),
    IndexStatus: "ACTIVE",
    ProvisionedThroughput: describeThroughput(index.ProvisionedThroughput),
  };
}

function describeIndex(tableArn: string, index: NewIndex): IndexDescription {
  const { IndexName, KeySchema, Projection } = index;
  const IndexArn = `${tableArn}/index/${IndexName}`;
  return { IndexName, KeySchema, Projection, IndexArn, IndexSizeBytes: 0, ItemCount: 0 };
}

function describeThroughput(throughput?: Throughput): Throughput {
  const { ReadCapacityUnits = 0, WriteCapacityUnits = 0 } = throughput ?? {};
  return { ReadCapacityUnits, WriteCapacityUnits, NumberOfDecreasesToday: 0 };
}
