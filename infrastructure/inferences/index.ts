import { Duration } from "aws-cdk-lib";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { LambdaSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";
import type { Compute } from "../endpoints/compute";
import { DeadLetters } from "../monitoring/dead-letters";
import type { ConnectionToken } from "../stacks/connection-token";
import { createEachMinute } from "../stacks/each-minute";
import { API_TIMEOUT, LambdaFunction } from "../stacks/lambda-function";
import type { Storage } from "../storage";
import { objectKeys } from "../storage/keys";

interface InferencesProps {
  storage: Storage;
  token: ConnectionToken;
  compute: Compute;
}

const JOB_OBJECTS = `${objectKeys.inferencePrefix("*")}*`;
const ASYNC_OBJECTS = [`${objectKeys.asyncOutputs}/*`, `${objectKeys.asyncFailures}/*`];

export class Inferences extends Construct {
  readonly api: IFunction;
  private readonly environment: Record<string, string>;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: InferencesProps,
  ) {
    super(scope, id);
    this.environment = { ...props.storage.environment, ...props.compute.environment };
    this.api = this.createApi();
    this.createOnResult();
    this.createOnSchedule();
  }

  private createApi(): LambdaFunction {
    const { storage, token } = this.props;
    const api = new LambdaFunction(this, "Api", {
      handler: "inferences/api",
      description: "Starts, shows, stops and deletes generation jobs",
      environment: { ...this.environment, ...token.environment },
      timeout: API_TIMEOUT,
    });
    token.allowReading(api);
    this.allowReconciling(api);
    storage.allowItems(api, "BatchGetItem", "DeleteItem", "Query");
    storage.allowQueries(api, "all", "part", "open");
    storage.allowObjects(api, JOB_OBJECTS, "DeleteObject", "PutObject");
    for (const pattern of ASYNC_OBJECTS) storage.allowObjects(api, pattern, "DeleteObject");
    return api;
  }

  private createOnResult(): void {
    const { queue } = new DeadLetters(this, "OnResultDeadLetters", {
      purpose: "Finished jobs are shown up to a minute late.",
    });
    const onResult = new LambdaFunction(this, "OnResult", {
      handler: "inferences/on-result",
      description: "Looks at jobs that SageMaker has finished",
      environment: this.environment,
      timeout: Duration.minutes(1),
      deadLetters: { queue, retries: 2 },
    });
    this.allowReconciling(onResult);
    this.props.compute.resultTopic.addSubscription(
      new LambdaSubscription(onResult, { deadLetterQueue: queue }),
    );
  }

  private createOnSchedule(): void {
    const onSchedule = createEachMinute(this, "OnSchedule", {
      handler: "inferences/on-schedule",
      description: "Looks at every open job each minute",
      environment: this.environment,
      purpose: "Jobs whose notification was lost stay open.",
    });
    this.allowReconciling(onSchedule);
    this.props.storage.allowQueries(onSchedule, "open");
  }

  /** Compare a job with S3, submit it again if SageMaker never got it, settle it. */
  private allowReconciling(lambda: LambdaFunction): void {
    const { storage, compute } = this.props;
    storage.allowItems(lambda, "BatchWriteItem", "GetItem", "PutItem");
    storage.allowObjects(lambda, JOB_OBJECTS, "GetObject");
    for (const pattern of ASYNC_OBJECTS) storage.allowObjects(lambda, pattern, "GetObject");
    storage.allowListing(lambda);
    compute.allowSubmitting(lambda);
  }
}
