import { EXPIRY_ATTRIBUTE, INDEXES } from "./keys";

/** The single table as plain data, so that CDK and the laptop make the same one. */
export const TABLE = {
  keySchema: { partitionKey: "pk", sortKey: "sk" },
  /** Each index carries all attributes: a list is answered by one query. */
  indexes: Object.values(INDEXES).map((name) => ({
    name,
    partitionKey: `${name}pk`,
    sortKey: `${name}sk`,
    projection: "ALL" as const,
  })),
  timeToLiveAttribute: EXPIRY_ATTRIBUTE,
} as const;

type AttributeDefinition = { AttributeName: string; AttributeType: "S" };
type KeyElement = { AttributeName: string; KeyType: "HASH" | "RANGE" };

const keySchema = (partitionKey: string, sortKey: string): KeyElement[] => [
  { AttributeName: partitionKey, KeyType: "HASH" },
  { AttributeName: sortKey, KeyType: "RANGE" },
];

/** The table in the words of DynamoDB's CreateTable. */
export function createTableInput(tableName: string) {
  const keys = [TABLE.keySchema, ...TABLE.indexes];
  return {
    TableName: tableName,
    BillingMode: "PAY_PER_REQUEST" as const,
    AttributeDefinitions: keys
      .flatMap(({ partitionKey, sortKey }) => [partitionKey, sortKey])
      .map((name): AttributeDefinition => ({ AttributeName: name, AttributeType: "S" })),
    KeySchema: keySchema(TABLE.keySchema.partitionKey, TABLE.keySchema.sortKey),
    GlobalSecondaryIndexes: TABLE.indexes.map((index) => ({
      IndexName: index.name,
      KeySchema: keySchema(index.partitionKey, index.sortKey),
      Projection: { ProjectionType: index.projection },
    })),
  };
}

/** The expiry in the words of DynamoDB's UpdateTimeToLive. */
export const timeToLiveInput = (tableName: string) => ({
  TableName: tableName,
  TimeToLiveSpecification: { Enabled: true, AttributeName: TABLE.timeToLiveAttribute },
});
