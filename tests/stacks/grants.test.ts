import { beforeAll, describe, expect, it } from "vitest";
import { rights, type Statement, statementsByRole, synthesize } from "./synthesize";

/** What a function of the API has beside the rights of its own noun. */
const API = (log: string) => [
  ...EVERY_FUNCTION(log),
  "secretsmanager:GetSecretValue on ConnectionTokenSecret",
];
const EVERY_FUNCTION = (name: string) => [
  `logs:CreateLogStream on ${name}Log`,
  `logs:PutLogEvents on ${name}Log`,
  "xray:PutTelemetryRecords on *",
  "xray:PutTraceSegments on *",
];

const RECONCILE = [
  "dynamodb:BatchWriteItem on StorageTable",
  "dynamodb:GetItem on StorageTable",
  "dynamodb:PutItem on StorageTable",
  "s3:GetObject on StorageBucket/async/failures/*",
  "s3:GetObject on StorageBucket/async/outputs/*",
  "s3:GetObject on StorageBucket/inferences/*/*",
  "s3:ListBucket on StorageBucket",
  "sagemaker:InvokeEndpointAsync on endpoint/atelier-*",
];

const EXPECTED: Record<string, string[]> = {
  EndpointsApi: [
    ...API("EndpointsApi"),
    "dynamodb:GetItem on StorageTable",
    "dynamodb:Query on StorageTable/index/gsi1",
    "dynamodb:Query on StorageTable/index/gsi3",
  ],
  EndpointsOnSchedule: [
    ...EVERY_FUNCTION("EndpointsOnSchedule"),
    "dynamodb:PutItem on StorageTable",
    "dynamodb:Query on StorageTable/index/gsi1",
    "sagemaker:DescribeEndpoint on endpoint/atelier-*",
    "sqs:SendMessage on EndpointsOnScheduleDeadLettersQueue",
  ],
  GatewayOwn: EVERY_FUNCTION("GatewayOwn"),
  ImagesApi: [
    ...API("ImagesApi"),
    "dynamodb:Query on StorageTable/index/gsi1",
    "dynamodb:Query on StorageTable/index/gsi2",
    "s3:GetObject on StorageBucket/inferences/*/*",
  ],
  InferencesApi: [
    ...API("InferencesApi"),
    ...RECONCILE,
    "dynamodb:BatchGetItem on StorageTable",
    "dynamodb:DeleteItem on StorageTable",
    "dynamodb:Query on StorageTable",
    "dynamodb:Query on StorageTable/index/gsi1",
    "dynamodb:Query on StorageTable/index/gsi2",
    "dynamodb:Query on StorageTable/index/gsi3",
    "s3:DeleteObject on StorageBucket/async/failures/*",
    "s3:DeleteObject on StorageBucket/async/outputs/*",
    "s3:DeleteObject on StorageBucket/inferences/*/*",
    "s3:PutObject on StorageBucket/inferences/*/*",
  ],
  InferencesOnResult: [
    ...EVERY_FUNCTION("InferencesOnResult"),
    ...RECONCILE,
    "sqs:SendMessage on InferencesOnResultDeadLettersQueue",
  ],
  InferencesOnSchedule: [
    ...EVERY_FUNCTION("InferencesOnSchedule"),
    ...RECONCILE,
    "dynamodb:Query on StorageTable/index/gsi3",
    "sqs:SendMessage on InferencesOnScheduleDeadLettersQueue",
  ],
  ModelsApi: [
    ...API("ModelsApi"),
    "dynamodb:DeleteItem on StorageTable",
    "dynamodb:GetItem on StorageTable",
    "dynamodb:PutItem on StorageTable",
    "dynamodb:Query on StorageTable/index/gsi1",
    "dynamodb:Query on StorageTable/index/gsi2",
    "s3:AbortMultipartUpload on StorageBucket/models/*/model.safetensors",
    "s3:DeleteObject on StorageBucket/models/*/model.safetensors",
    "s3:GetObject on StorageBucket/models/*/model.safetensors",
    "s3:ListBucket on StorageBucket",
    "s3:PutObject on StorageBucket/models/*/model.safetensors",
  ],
  TeamApi: [
    ...API("TeamApi"),
    "dynamodb:DeleteItem on StorageTable",
    "dynamodb:GetItem on StorageTable",
    "dynamodb:PutItem on StorageTable",
    "dynamodb:UpdateItem on StorageTable",
  ],
  TeamOpenSetUp: [...EVERY_FUNCTION("TeamOpenSetUp"), "dynamodb:PutItem on StorageTable"],
  ComputeEndpoint: [
    "cloudwatch:PutMetricData on *",
    "ecr:BatchCheckLayerAvailability on repository/atelier-*",
    "ecr:BatchGetImage on repository/atelier-*",
    "ecr:GetAuthorizationToken on *",
    "ecr:GetDownloadUrlForLayer on repository/atelier-*",
    "logs:CreateLogGroup on /aws/sagemaker/Endpoints/*",
    "logs:CreateLogStream on /aws/sagemaker/Endpoints/*",
    "logs:PutLogEvents on /aws/sagemaker/Endpoints/*",
    "s3:GetObject on StorageBucket/async/failures/*",
    "s3:GetObject on StorageBucket/async/outputs/*",
    "s3:GetObject on StorageBucket/inferences/*/*",
    "s3:GetObject on StorageBucket/models/*/model.safetensors",
    "s3:ListBucket on StorageBucket",
    "s3:PutObject on StorageBucket/async/failures/*",
    "s3:PutObject on StorageBucket/async/outputs/*",
    "s3:PutObject on StorageBucket/inferences/*/*",
    "sns:Publish on ComputeResultTopic",
  ],
};

/** AWS knows no resources for these. */
const WITHOUT_RESOURCE = [
  "cloudwatch:PutMetricData",
  "ecr:GetAuthorizationToken",
  "xray:PutTelemetryRecords",
  "xray:PutTraceSegments",
];

describe("grants", () => {
  let byOwner: Map<string, Statement[]>;

  beforeAll(() => {
    byOwner = new Map(
      [...statementsByRole(synthesize())].map(([role, statements]) => [
        role.replace(/Role[0-9A-F]{8}$/, ""),
        statements,
      ]),
    );
  }, 180_000);

  it("belong to known roles only", () => {
    expect([...byOwner.keys()].sort()).toEqual(Object.keys(EXPECTED).sort());
  });

  it.each(Object.entries(EXPECTED))("of %s are exactly what it needs", (owner, expected) => {
    expect(rights(byOwner.get(owner) ?? [])).toEqual(expected.toSorted());
  });

  it("name actions in full, and every resource where AWS knows resources", () => {
    const all = [...byOwner.values()].flatMap(rights);
    expect(all.filter((right) => /^\S*\*\S* on /.test(right))).toEqual([]);
    const open = all.filter((right) => right.endsWith(" on *")).map((right) => right.split(" ")[0]);
    expect([...new Set(open)].sort()).toEqual(WITHOUT_RESOURCE);
  });
});
