import { RemovalPolicy } from "aws-cdk-lib";
import {
  AccessLogFormat,
  ApiKeySourceType,
  EndpointType,
  LambdaIntegration,
  LogGroupLogDestination,
  MethodLoggingLevel,
  RestApi,
} from "aws-cdk-lib/aws-apigateway";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { BASE_PATH } from "@/lib/contract/contract";
import type { ConnectionToken } from "../stacks/connection-token";
import { API_TIMEOUT, LambdaFunction } from "../stacks/lambda-function";
import type { Storage } from "../storage";

interface GatewayProps {
  storage: Storage;
  token: ConnectionToken;
  /** The function of each noun, by the first segment of its addresses. */
  nouns: Record<string, IFunction>;
}

/** What one connection may ask; a console of fifty people polls far less. */
const THROTTLE = { rateLimit: 100, burstLimit: 200 };

/** One REST API: `/v1/<noun>` goes to the noun's function, all behind the connection's key. */
export class Gateway extends Construct {
  readonly api: RestApi;

  constructor(scope: Construct, id: string, { storage, token, nouns }: GatewayProps) {
    super(scope, id);
    this.api = this.createApi();
    const root = this.api.root.addResource(BASE_PATH.slice(1));
    for (const [noun, lambda] of Object.entries(nouns)) {
      const integration = toIntegration(lambda);
      const resource = root.addResource(noun);
      resource.addMethod("ANY", integration);
      resource.addResource("{proxy+}").addMethod("ANY", integration);
    }
    const own = toIntegration(this.createOwnFunction(storage));
    for (const name of ["health", "openapi.json"]) root.addResource(name).addMethod("GET", own);
    this.requireKey(token);
  }

  private createApi(): RestApi {
    const accessLog = new LogGroup(this, "AccessLog", {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    return new RestApi(this, "Api", {
      restApiName: "Atelier",
      endpointTypes: [EndpointType.REGIONAL],
      apiKeySourceType: ApiKeySourceType.HEADER,
      cloudWatchRole: true,
      cloudWatchRoleRemovalPolicy: RemovalPolicy.DESTROY,
      defaultMethodOptions: { apiKeyRequired: true },
      deployOptions: {
        stageName: "prod",
        tracingEnabled: true,
        metricsEnabled: true,
        loggingLevel: MethodLoggingLevel.ERROR,
        accessLogDestination: new LogGroupLogDestination(accessLog),
        accessLogFormat: AccessLogFormat.jsonWithStandardFields(),
        throttlingRateLimit: THROTTLE.rateLimit,
        throttlingBurstLimit: THROTTLE.burstLimit,
      },
    });
  }

  /** Serves what belongs to no noun; anybody with the key may ask it. */
  private createOwnFunction(storage: Storage): LambdaFunction {
    return new LambdaFunction(this, "Own", {
      handler: "gateway/api",
      description: "Tells version and region, and describes the API",
      environment: storage.environment,
      timeout: API_TIMEOUT,
      memoryMib: 512,
    });
  }

  /** The token is the API key, so a console needs an address and a token and no more. */
  private requireKey(token: ConnectionToken): void {
    const key = this.api.addApiKey("Key", {
      // CloudFormation fills it in at deployment; the template holds a reference only.
      value: token.secret.secretValue.unsafeUnwrap(),
    });
    const plan = this.api.addUsagePlan("Plan", { throttle: THROTTLE });
    plan.addApiKey(key);
    plan.addApiStage({ api: this.api, stage: this.api.deploymentStage });
  }
}

const toIntegration = (lambda: IFunction) =>
  new LambdaIntegration(lambda, { scopePermissionToMethod: false });
