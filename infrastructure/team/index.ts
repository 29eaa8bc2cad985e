import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import type { ConnectionToken } from "../stacks/connection-token";
import { API_TIMEOUT, LambdaFunction } from "../stacks/lambda-function";
import type { Storage } from "../storage";

/** One whole virtual CPU: hashing a password is all computation. */
const WHOLE_CPU_MIB = 1769;

interface TeamProps {
  storage: Storage;
  token: ConnectionToken;
}

export class Team extends Construct {
  readonly api: IFunction;
  /** For an operator to invoke: no route leads to it. */
  readonly openSetUp: IFunction;

  constructor(scope: Construct, id: string, { storage, token }: TeamProps) {
    super(scope, id);
    this.api = new LambdaFunction(this, "Api", {
      handler: "team/api",
      description: "Signs people in and out and knows what they may do",
      environment: { ...storage.environment, ...token.environment },
      timeout: API_TIMEOUT,
      memoryMib: WHOLE_CPU_MIB,
    });
    token.allowReading(this.api);
    storage.allowItems(this.api, "DeleteItem", "GetItem", "PutItem", "UpdateItem");

    this.openSetUp = new LambdaFunction(this, "OpenSetUp", {
      handler: "team/open-set-up",
      description: "Makes the one-use link that creates the administrator",
      environment: storage.environment,
      timeout: API_TIMEOUT,
    });
    storage.allowItems(this.openSetUp, "PutItem");
  }
}
