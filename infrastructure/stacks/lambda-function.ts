import { join } from "node:path";
import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, Code, Function as Lambda, Runtime, Tracing } from "aws-cdk-lib/aws-lambda";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { BUNDLES_CONTEXT } from "./lambda-bundles";

export interface LambdaFunctionProps {
  /** The handler's file: `<noun>/<name>` of `infrastructure/<noun>/<name>.lambda.ts`. */
  handler: string;
  description: string;
  environment: Record<string, string>;
  timeout: Duration;
  memoryMib?: number;
  /** Where events end that the function fails on; for functions that nobody waits for. */
  deadLetters?: { queue: IQueue; retries: number };
}

/** API Gateway gives up after 29 s; an answer later than that reaches nobody. */
export const API_TIMEOUT = Duration.seconds(29);

/** A function with a log and a role of its own that may write this log and nothing else yet. */
export class LambdaFunction extends Lambda {
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
    const bundles: string = scope.node.getContext(BUNDLES_CONTEXT);
    super(scope, id, {
      code: Code.fromAsset(join(bundles, props.handler)),
      handler: "index.handler",
      description: props.description,
      runtime: Runtime.NODEJS_22_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memoryMib ?? 1024,
      timeout: props.timeout,
      environment: props.environment,
      role,
      logGroup,
      tracing: Tracing.ACTIVE,
      deadLetterQueue: props.deadLetters?.queue,
      retryAttempts: props.deadLetters?.retries,
    });
  }
}
