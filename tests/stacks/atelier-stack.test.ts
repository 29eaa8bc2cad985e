import { Match, type Template } from "aws-cdk-lib/assertions";
import { beforeAll, describe, expect, it } from "vitest";
import { contract } from "@/lib/contract/contract";
import { resourcesOf, synthesize } from "./synthesize";

describe("the stack", () => {
  let template: Template;

  beforeAll(() => {
    template = synthesize();
  }, 180_000);

  describe("the gateway", () => {
    /** Paths by the logical id of their resource. */
    function paths(): Map<string, string> {
      const resources = resourcesOf(template, "AWS::ApiGateway::Resource");
      const pathOf = (id: string): string => {
        const properties = resources[id]?.Properties;
        return properties ? `${pathOf(properties.ParentId.Ref ?? "")}/${properties.PathPart}` : "";
      };
      return new Map(Object.keys(resources).map((id) => [id, pathOf(id)]));
    }

    const methods = () => Object.values(resourcesOf(template, "AWS::ApiGateway::Method"));

    it("leads every noun of the contract to a function", () => {
      const byId = paths();
      const routes = methods().map(
        ({ Properties }) => `${Properties.HttpMethod} ${byId.get(Properties.ResourceId.Ref)}`,
      );
      const nouns = Object.keys(contract).filter((noun) => noun !== "health");
      expect(routes.sort()).toEqual(
        [
          ...nouns.flatMap((noun) => [`ANY /v1/${noun}`, `ANY /v1/${noun}/{proxy+}`]),
          "GET /v1/health",
          "GET /v1/openapi.json",
        ].sort(),
      );
    });

    it("asks for the key everywhere, which is the token's, and is throttled", () => {
      expect(methods().filter(({ Properties }) => !Properties.ApiKeyRequired)).toEqual([]);
      const [key] = Object.values(resourcesOf(template, "AWS::ApiGateway::ApiKey"));
      expect(JSON.stringify(key?.Properties.Value)).toContain("resolve:secretsmanager:");
      template.hasResourceProperties("AWS::ApiGateway::UsagePlan", {
        Throttle: { BurstLimit: Match.anyValue(), RateLimit: Match.anyValue() },
      });
      template.hasResourceProperties("AWS::ApiGateway::Stage", {
        StageName: "prod",
        TracingEnabled: true,
        AccessLogSetting: Match.anyValue(),
      });
    });
  });

  describe("the table", () => {
    it("has its keys and indexes, forgets, is encrypted and can be restored", () => {
      const index = (name: string) => ({
        IndexName: name,
        KeySchema: [
          { AttributeName: `${name}pk`, KeyType: "HASH" },
          { AttributeName: `${name}sk`, KeyType: "RANGE" },
        ],
        Projection: { ProjectionType: "ALL" },
      });
      template.hasResource("AWS::DynamoDB::GlobalTable", {
        DeletionPolicy: "Retain",
        Properties: {
          BillingMode: "PAY_PER_REQUEST",
          KeySchema: [
            { AttributeName: "pk", KeyType: "HASH" },
            { AttributeName: "sk", KeyType: "RANGE" },
          ],
          GlobalSecondaryIndexes: [index("gsi1"), index("gsi2"), index("gsi3")],
          TimeToLiveSpecification: { AttributeName: "expiresAtSeconds", Enabled: true },
          SSESpecification: { SSEEnabled: true, SSEType: "KMS" },
          Replicas: [
            Match.objectLike({
              DeletionProtectionEnabled: true,
              PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
            }),
          ],
        },
      });
    });
  });

  describe("the bucket", () => {
    it("is private, encrypted, kept, and opens its doors to the console's origin only", () => {
      template.hasResource("AWS::S3::Bucket", {
        DeletionPolicy: "Retain",
        Properties: {
          BucketName: Match.absent(),
          PublicAccessBlockConfiguration: {
            BlockPublicAcls: true,
            BlockPublicPolicy: true,
            IgnorePublicAcls: true,
            RestrictPublicBuckets: true,
          },
          BucketEncryption: Match.anyValue(),
          OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
          CorsConfiguration: {
            CorsRules: [
              {
                AllowedOrigins: [{ Ref: "ConsoleOrigin" }],
                AllowedMethods: ["GET", "PUT", "HEAD"],
                AllowedHeaders: ["*"],
                ExposedHeaders: ["ETag"],
                MaxAge: 3600,
              },
            ],
          },
        },
      });
    });

    it("gives up forgotten uploads and forgets SageMaker's copies", () => {
      const [bucket] = Object.values(resourcesOf(template, "AWS::S3::Bucket"));
      const rules: { Prefix?: string }[] = bucket?.Properties.LifecycleConfiguration.Rules;
      expect(rules).toContainEqual(
        expect.objectContaining({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 3 } }),
      );
      const expiring = rules.flatMap(({ Prefix }) => Prefix ?? []).sort();
      expect(expiring).toEqual(["async/failures/", "async/outputs/"]);
    });

    it("refuses plain HTTP and old signatures", () => {
      template.hasResourceProperties("AWS::S3::BucketPolicy", {
        PolicyDocument: {
          Statement: Match.arrayWith([
            Match.objectLike({
              Effect: "Deny",
              Condition: { Bool: { "aws:SecureTransport": "false" } },
            }),
            Match.objectLike({
              Effect: "Deny",
              Condition: { NumericGreaterThan: { "s3:signatureAge": 3_600_000 } },
            }),
          ]),
        },
      });
    });
  });

  describe("functions", () => {
    it("run on a current Node, are traced and hold no secret", () => {
      const functions = Object.values(resourcesOf(template, "AWS::Lambda::Function"));
      expect(functions).toHaveLength(10);
      for (const { Properties } of functions) {
        expect(Properties).toMatchObject({
          Runtime: "nodejs22.x",
          Architectures: ["arm64"],
          TracingConfig: { Mode: "Active" },
        });
        expect(Properties.LoggingConfig.LogGroup).toBeDefined();
        expect(JSON.stringify(Properties.Environment ?? {})).not.toContain("resolve:");
      }
    });

    it("keep their logs for a limited time", () => {
      template.allResourcesProperties("AWS::Logs::LogGroup", { RetentionInDays: 90 });
    });

    it("that nobody waits for have a queue for what they fail on, and an alarm on it", () => {
      const events = Object.entries(resourcesOf(template, "AWS::Lambda::Function")).filter(
        ([id]) => !/Api|Own|OpenSetUp/.test(id),
      );
      expect(events).toHaveLength(3);
      for (const [, { Properties }] of events) {
        expect(Properties.DeadLetterConfig.TargetArn).toBeDefined();
      }
      template.resourceCountIs("AWS::SQS::Queue", 3);
      template.allResourcesProperties("AWS::CloudWatch::Alarm", {
        AlarmDescription: Match.stringLikeRegexp("infrastructure/monitoring/README.md"),
      });
      template.resourceCountIs("AWS::CloudWatch::Alarm", 3);
    });

    it("are called each minute and by SageMaker's results", () => {
      template.resourceCountIs("AWS::Events::Rule", 2);
      template.allResourcesProperties("AWS::Events::Rule", {
        ScheduleExpression: "rate(1 minute)",
        Targets: [Match.objectLike({ DeadLetterConfig: Match.anyValue() })],
      });
      template.hasResourceProperties("AWS::SNS::Subscription", {
        Protocol: "lambda",
        RedrivePolicy: Match.anyValue(),
      });
    });
  });
});
