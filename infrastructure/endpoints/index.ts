import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import type { ConnectionToken } from "../stacks/connection-token";
import { createEachMinute } from "../stacks/each-minute";
import { API_TIMEOUT, LambdaFunction } from "../stacks/lambda-function";
import type { Storage } from "../storage";
import type { Compute } from "./compute";

interface EndpointsProps {
  storage: Storage;
  token: ConnectionToken;
  compute: Compute;
}

export class Endpoints extends Construct {
  readonly api: IFunction;

  constructor(scope: Construct, id: string, { storage, token, compute }: EndpointsProps) {
    super(scope, id);
    this.api = new LambdaFunction(this, "Api", {
      handler: "endpoints/api",
      description: "Answers what endpoints there are and how long their queues are",
      environment: { ...storage.environment, ...token.environment },
      timeout: API_TIMEOUT,
    });
    token.allowReading(this.api);
    storage.allowItems(this.api, "GetItem");
    storage.allowQueries(this.api, "all", "open");

    const onSchedule = createEachMinute(this, "OnSchedule", {
      handler: "endpoints/on-schedule",
      description: "Compares endpoints with SageMaker each minute",
      environment: { ...storage.environment, ...compute.environment },
      purpose: "Endpoints may show a state that is no longer theirs.",
    });
    storage.allowItems(onSchedule, "PutItem");
    storage.allowQueries(onSchedule, "all");
    compute.allowDescribing(onSchedule);
  }
}
