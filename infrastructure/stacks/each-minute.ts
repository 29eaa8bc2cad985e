import { Duration } from "aws-cdk-lib";
import { Rule, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction as Target } from "aws-cdk-lib/aws-events-targets";
import type { Construct } from "constructs";
import { DeadLetters } from "../monitoring/dead-letters";
import { LambdaFunction } from "./lambda-function";

export interface EachMinuteProps {
  /** `<noun>/<name>` of the handler's file. */
  handler: string;
  description: string;
  environment: Record<string, string>;
  /** What stays undone when it fails, as a sentence for the alarm. */
  purpose: string;
}

/** A function that runs each minute; a failed turn is not repeated, since the next one comes soon. */
export function createEachMinute(
  scope: Construct,
  id: string,
  { purpose, ...props }: EachMinuteProps,
): LambdaFunction {
  const { queue } = new DeadLetters(scope, `${id}DeadLetters`, { purpose });
  const lambda = new LambdaFunction(scope, id, {
    ...props,
    timeout: Duration.minutes(5),
    deadLetters: { queue, retries: 0 },
  });
  new Rule(scope, `${id}Rule`, {
    description: props.description,
    schedule: Schedule.rate(Duration.minutes(1)),
    targets: [new Target(lambda, { deadLetterQueue: queue, maxEventAge: Duration.minutes(5) })],
  });
  return lambda;
}
