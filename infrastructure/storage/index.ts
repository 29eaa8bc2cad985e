import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { AttributeType, TableEncryptionV2, TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { AnyPrincipal, Effect, type IGrantable, PolicyStatement } from "aws-cdk-lib/aws-iam";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  HttpMethods,
  ObjectOwnership,
} from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import { corsRules, EXPIRING_PREFIXES, INCOMPLETE_UPLOAD_DAYS } from "./bucket";
import { ENVIRONMENT } from "./environment";
import { INDEXES, type IndexName } from "./keys";
import { TABLE } from "./table";

type ItemAction =
  | "BatchGetItem"
  | "BatchWriteItem"
  | "DeleteItem"
  | "GetItem"
  | "PutItem"
  | "Query"
  | "UpdateItem";
type ObjectAction = "AbortMultipartUpload" | "DeleteObject" | "GetObject" | "PutObject";

/** Longer than any address that we sign. */
const SIGNATURE_AGE_MAX = Duration.hours(1);

const key = (name: string) => ({ name, type: AttributeType.STRING });

/** The table and the bucket, and what each function may do with them. */
export class Storage extends Construct {
  readonly table: TableV2;
  readonly bucket: Bucket;
  /** What a function needs to find them. */
  readonly environment: Record<string, string>;

  constructor(scope: Construct, id: string, { consoleOrigin }: { consoleOrigin: string }) {
    super(scope, id);
    this.table = this.createTable();
    this.bucket = this.createBucket(consoleOrigin);
    this.environment = {
      [ENVIRONMENT.tableName]: this.table.tableName,
      [ENVIRONMENT.bucketName]: this.bucket.bucketName,
    };
  }

  /** Operations on items by their keys; transactions are allowed by the writes in them. */
  allowItems(grantee: IGrantable, ...actions: ItemAction[]): void {
    this.allow(
      grantee,
      actions.map((action) => `dynamodb:${action}`),
      [this.table.tableArn],
    );
  }

  allowQueries(grantee: IGrantable, ...indexes: IndexName[]): void {
    const arns = indexes.map((index) => `${this.table.tableArn}/index/${INDEXES[index]}`);
    this.allow(grantee, ["dynamodb:Query"], arns);
  }

  /** @param pattern keys, with * for any part of them */
  allowObjects(grantee: IGrantable, pattern: string, ...actions: ObjectAction[]): void {
    const arn = this.bucket.arnForObjects(pattern);
    this.allow(
      grantee,
      actions.map((action) => `s3:${action}`),
      [arn],
    );
  }

  /** Without this right S3 answers 403 instead of 404 for what is absent. */
  allowListing(grantee: IGrantable): void {
    this.allow(grantee, ["s3:ListBucket"], [this.bucket.bucketArn]);
  }

  private allow(grantee: IGrantable, actions: string[], resources: string[]): void {
    grantee.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions, resources }));
  }

  private createTable(): TableV2 {
    return new TableV2(this, "Table", {
      partitionKey: key(TABLE.keySchema.partitionKey),
      sortKey: key(TABLE.keySchema.sortKey),
      globalSecondaryIndexes: TABLE.indexes.map(({ name, partitionKey, sortKey }) => ({
        indexName: name,
        partitionKey: key(partitionKey),
        sortKey: key(sortKey),
      })),
      timeToLiveAttribute: TABLE.timeToLiveAttribute,
      encryption: TableEncryptionV2.awsManagedKey(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  private createBucket(consoleOrigin: string): Bucket {
    const bucket = new Bucket(this, "Bucket", {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy: RemovalPolicy.RETAIN,
      cors: corsRules(consoleOrigin).map(({ allowedMethods, maxAgeSeconds, ...rule }) => ({
        ...rule,
        allowedMethods: allowedMethods.map((method) => HttpMethods[method]),
        maxAge: maxAgeSeconds,
      })),
      lifecycleRules: [
        {
          id: "incomplete-uploads",
          abortIncompleteMultipartUploadAfter: Duration.days(INCOMPLETE_UPLOAD_DAYS),
        },
        ...EXPIRING_PREFIXES.map(({ prefix, days }) => ({
          id: prefix.replaceAll("/", "-"),
          prefix,
          expiration: Duration.days(days),
        })),
      ],
    });
    bucket.addToResourcePolicy(
      new PolicyStatement({
        sid: "RefuseOldSignatures",
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ["s3:*"],
        resources: [bucket.arnForObjects("*")],
        conditions: {
          NumericGreaterThan: { "s3:signatureAge": SIGNATURE_AGE_MAX.toMilliseconds() },
        },
      }),
    );
    return bucket;
  }
}
