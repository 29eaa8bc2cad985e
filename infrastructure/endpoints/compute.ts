import { ArnFormat, Stack } from "aws-cdk-lib";
import { type IGrantable, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Topic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import type { Storage } from "../storage";
import { ENVIRONMENT } from "../storage/environment";
import { objectKeys } from "../storage/keys";

/** What SageMaker's endpoints run with and tell their results to. */
export class Compute extends Construct {
  readonly resultTopic: Topic;
  readonly endpointRole: Role;
  /** What a function needs to ask SageMaker for something. */
  readonly environment: Record<string, string>;
  private readonly endpointArns: string;

  constructor(scope: Construct, id: string, { storage }: { storage: Storage }) {
    super(scope, id);
    // Its messages hold ids and places, no content; a key of ours would have to admit SageMaker.
    this.resultTopic = new Topic(this, "ResultTopic", { enforceSSL: true });
    this.endpointRole = this.createEndpointRole(storage);
    this.environment = {
      [ENVIRONMENT.resultTopicArn]: this.resultTopic.topicArn,
      [ENVIRONMENT.sagemakerRoleArn]: this.endpointRole.roleArn,
    };
    this.endpointArns = Stack.of(this).formatArn({
      service: "sagemaker",
      resource: "endpoint",
      resourceName: "atelier-*",
    });
  }

  allowSubmitting(grantee: IGrantable): void {
    this.allow(grantee, "sagemaker:InvokeEndpointAsync", this.endpointArns);
  }

  allowDescribing(grantee: IGrantable): void {
    this.allow(grantee, "sagemaker:DescribeEndpoint", this.endpointArns);
  }

  private allow(grantee: IGrantable, action: string, resource: string): void {
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: [action], resources: [resource] }),
    );
  }

  private createEndpointRole(storage: Storage): Role {
    const role = new Role(this, "EndpointRole", {
      assumedBy: new ServicePrincipal("sagemaker.amazonaws.com"),
      description: "Reads models, writes pictures and tells results",
    });
    storage.allowObjects(role, objectKeys.model("*"), "GetObject");
    storage.allowObjects(role, `${objectKeys.inferencePrefix("*")}*`, "GetObject", "PutObject");
    storage.allowObjects(role, `${objectKeys.asyncOutputs}/*`, "GetObject", "PutObject");
    storage.allowObjects(role, `${objectKeys.asyncFailures}/*`, "GetObject", "PutObject");
    storage.allowListing(role);
    this.resultTopic.grantPublish(role);
    this.allowRunning(role);
    return role;
  }

  /** Image, log and metrics of a container. */
  private allowRunning(role: Role): void {
    const stack = Stack.of(this);
    role.addToPolicy(
      new PolicyStatement({
        actions: [
          "ecr:BatchCheckLayerAvailability",
          "ecr:BatchGetImage",
          "ecr:GetDownloadUrlForLayer",
        ],
        resources: [
          stack.formatArn({ service: "ecr", resource: "repository", resourceName: "atelier-*" }),
        ],
      }),
    );
    role.addToPolicy(
      new PolicyStatement({
        actions: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [
          stack.formatArn({
            service: "logs",
            resource: "log-group",
            resourceName: "/aws/sagemaker/Endpoints/*",
            arnFormat: ArnFormat.COLON_RESOURCE_NAME,
          }),
        ],
      }),
    );
    // Neither action knows resources; the metrics are held to SageMaker's own namespaces.
    role.addToPolicy(
      new PolicyStatement({ actions: ["ecr:GetAuthorizationToken"], resources: ["*"] }),
    );
    role.addToPolicy(
      new PolicyStatement({
        actions: ["cloudwatch:PutMetricData"],
        resources: ["*"],
        conditions: { StringLike: { "cloudwatch:namespace": "/aws/sagemaker/*" } },
      }),
    );
  }
}
