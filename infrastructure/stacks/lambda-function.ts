import { fileURLToPath } from "node:url";
import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, Runtime, Tracing } from "aws-cdk-lib/aws-lambda";
import { type BundlingOptions, NodejsFunction, OutputFormat } from "aws-cdk-lib/aws-lambda-nodejs";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";

export interface LambdaFunctionProps {
  /** Path of the handler's file below `infrastructure`. */
  entry: string;
  description: string;
  environment: Record<string, string>;
  timeout: Duration;
  memoryMib?: number;
  /** Where events end that the function fails on; for functions that are not asked directly. */
  deadLetters?: { queue: IQueue; retries: number };
}

const pathInRepository = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const BUNDLING: BundlingOptions = {
  format: OutputFormat.ESM,
  target: "node22",
  minify: true,
  // CommonJS builds cannot be shaken: with them the SDK alone has twice the size.
  mainFields: ["module", "main"],
  // The SDK is bundled: loading the runtime's own copy costs more time than ours.
  externalModules: [],
  // What is CommonJS within the bundle still asks for Node's own modules with require.
  banner:
    'import{createRequire as atelierRequire}from"node:module";const require=atelierRequire(import.meta.url);',
  tsconfig: pathInRepository("tsconfig.json"),
};

/** A function with a log and a role of its own that may write this log and nothing else yet. */
export class LambdaFunction extends NodejsFunction {
  constructor(scope: Construct, id: string, props: LambdaFunctionProps) {
    const logGroup = new LogGroup(scope, `${id}Log`, {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(scope, `${id}Role`, {
      assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
    });
    role.addToPolicy(
      new PolicyStatement({
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [logGroup.logGroupArn],
      }),
    );
    super(scope, id, {
      entry: pathInRepository(`infrastructure/${props.entry}`),
      projectRoot: pathInRepository(""),
      depsLockFilePath: pathInRepository("package-lock.json"),
      description: props.description,
      runtime: Runtime.NODEJS_22_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memoryMib ?? 1024,
      timeout: props.timeout,
      environment: props.environment,
      role,
      logGroup,
      tracing: Tracing.ACTIVE,
      // Sockets are kept alive by SDK v3 itself.
      awsSdkConnectionReuse: false,
      deadLetterQueue: props.deadLetters?.queue,
      retryAttempts: props.deadLetters?.retries,
      bundling: BUNDLING,
    });
  }
}

/** API Gateway gives up after 29 s; an answer later than that reaches nobody. */
export const API_TIMEOUT = Duration.seconds(29);
