export type KeySchema = { AttributeName: string; KeyType: "HASH" | "RANGE" }[];

export interface Projection {
  ProjectionType: "ALL" | "INCLUDE" | "KEYS_ONLY";
  NonKeyAttributes?: string[];
}

export interface Throughput {
  ReadCapacityUnits: number;
  WriteCapacityUnits: number;
  NumberOfDecreasesToday?: number;
}

export interface IndexDescription {
  IndexName: string;
  KeySchema: KeySchema;
  Projection: Projection;
  IndexArn: string;
  IndexSizeBytes: number;
  ItemCount: number;
  IndexStatus?: "ACTIVE";
  ProvisionedThroughput?: Throughput;
}

/** What DescribeTable answers. */
export interface TableDescription {
  TableName: string;
  TableId: string;
  TableArn: string;
  TableStatus: "ACTIVE";
  CreationDateTime: number;
  AttributeDefinitions: { AttributeName: string; AttributeType: "S" | "N" | "B" }[];
  KeySchema: KeySchema;
  GlobalSecondaryIndexes?: IndexDescription[];
  LocalSecondaryIndexes?: IndexDescription[];
  ProvisionedThroughput: Throughput;
  BillingModeSummary?: { BillingMode: string; LastUpdateToPayPerRequestDateTime: number };
  TableSizeBytes: number;
  ItemCount: number;
  DeletionProtectionEnabled: boolean;
}

/** A table as it is kept: replaced as a whole when its definition changes, never edited in place. */
export interface Table {
  description: TableDescription;
  /** Present while time to live is enabled. */
  timeToLiveAttribute?: string;
}

export interface TableIndex {
  name: string;
  scope: "GlobalSecondaryIndexes" | "LocalSecondaryIndexes";
  keySchema: KeySchema;
  projection: Projection;
}

const toIndex =
  (scope: TableIndex["scope"]) =>
  (index: IndexDescription): TableIndex => ({
    name: index.IndexName,
    scope,
    keySchema: index.KeySchema,
    projection: index.Projection,
  });

/** All indexes of a table, global ones first. */
export function indexesOf({ description }: Table): TableIndex[] {
  const { GlobalSecondaryIndexes = [], LocalSecondaryIndexes = [] } = description;
  return [
    ...GlobalSecondaryIndexes.map(toIndex("GlobalSecondaryIndexes")),
    ...LocalSecondaryIndexes.map(toIndex("LocalSecondaryIndexes")),
  ];
}

export function attributeNames(keySchema: KeySchema): string[] {
  return keySchema.map((key) => key.AttributeName);
}

/** The declared type of a key attribute; CreateTable refuses keys that are not declared. */
export function attributeType({ description }: Table, name: string): "S" | "N" | "B" {
  return description.AttributeDefinitions.find((it) => it.AttributeName === name)!.AttributeType;
}
