import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import type { ConnectionToken } from "../stacks/connection-token";
import { API_TIMEOUT, LambdaFunction } from "../stacks/lambda-function";
import type { Storage } from "../storage";
import { objectKeys } from "../storage/keys";

interface ImagesProps {
  storage: Storage;
  token: ConnectionToken;
}

export class Images extends Construct {
  readonly api: IFunction;

  constructor(scope: Construct, id: string, { storage, token }: ImagesProps) {
    super(scope, id);
    this.api = new LambdaFunction(this, "Api", {
      handler: "images/api",
      description: "Lists images and signs their addresses",
      environment: { ...storage.environment, ...token.environment },
      timeout: API_TIMEOUT,
    });
    token.allowReading(this.api);
    storage.allowQueries(this.api, "all", "part");
    storage.allowObjects(this.api, `${objectKeys.inferencePrefix("*")}*`, "GetObject");
  }
}
