import { CfnOutput, CfnParameter, Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { Endpoints } from "../endpoints";
import { Compute } from "../endpoints/compute";
import { Gateway } from "../gateway";
import { Images } from "../images";
import { Inferences } from "../inferences";
import { Models } from "../models";
import { Storage } from "../storage";
import { Team } from "../team";
import { ConnectionToken } from "./connection-token";

/** The whole middleware of one AWS account and region. */
export class AtelierStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, props);
    const consoleOrigin = new CfnParameter(this, "ConsoleOrigin", {
      description: "Origin that browsers load the console from, without a trailing slash",
      default: "http://localhost:3000",
      allowedPattern: "https?://[^/]+",
    });
    const storage = new Storage(this, "Storage", { consoleOrigin: consoleOrigin.valueAsString });
    const token = new ConnectionToken(this, "ConnectionToken");
    const compute = new Compute(this, "Compute", { storage });

    const team = new Team(this, "Team", { storage, token });

    const gateway = new Gateway(this, "Gateway", {
      storage,
      token,
      nouns: {
        endpoints: new Endpoints(this, "Endpoints", { storage, token, compute }).api,
        images: new Images(this, "Images", { storage, token }).api,
        inferences: new Inferences(this, "Inferences", { storage, token, compute }).api,
        models: new Models(this, "Models", { storage, token }).api,
        team: team.api,
      },
    });

    new CfnOutput(this, "ApiUrl", {
      description: "Address of this connection",
      value: gateway.api.url,
    });
    new CfnOutput(this, "ApiTokenSecret", {
      description: "Secret that holds this connection's token",
      value: token.secret.secretArn,
    });
    new CfnOutput(this, "OpenSetUpFunction", {
      description: "Invoke it to get the one-use link that creates the administrator",
      value: team.openSetUp.functionName,
    });
  }
}
