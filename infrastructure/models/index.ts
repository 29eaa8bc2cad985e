import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import type { ConnectionToken } from "../stacks/connection-token";
import { API_TIMEOUT, LambdaFunction } from "../stacks/lambda-function";
import type { Storage } from "../storage";
import { objectKeys } from "../storage/keys";

interface ModelsProps {
  storage: Storage;
  token: ConnectionToken;
}

export class Models extends Construct {
  readonly api: IFunction;

  constructor(scope: Construct, id: string, { storage, token }: ModelsProps) {
    super(scope, id);
    this.api = new LambdaFunction(this, "Api", {
      handler: "models/api",
      description: "Lists, uploads, checks and deletes models",
      environment: { ...storage.environment, ...token.environment },
      timeout: API_TIMEOUT,
    });
    token.allowReading(this.api);
    storage.allowItems(this.api, "DeleteItem", "GetItem", "PutItem");
    storage.allowQueries(this.api, "all", "part");
    storage.allowObjects(
      this.api,
      objectKeys.model("*"),
      "AbortMultipartUpload",
      "DeleteObject",
      "GetObject",
      "PutObject",
    );
    storage.allowListing(this.api);
  }
}
