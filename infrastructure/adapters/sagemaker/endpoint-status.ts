import type { DescribeEndpointOutput, EndpointStatus } from "@aws-sdk/client-sagemaker";
import type { ComputeEndpointStatus } from "@/lib/ports/compute";
import { endpointFailureSentence } from "./aws-failures";

const STATES: Record<EndpointStatus, Exclude<ComputeEndpointStatus["status"], "absent">> = {
  Creating: "creating",
  InService: "in_service",
  Updating: "updating",
  SystemUpdating: "updating",
  RollingBack: "updating",
  Deleting: "deleting",
  OutOfService: "failed",
  Failed: "failed",
  UpdateRollbackFailed: "failed",
};

const NO_REASON = "SageMaker gave no reason. Its log in CloudWatch tells more.";

/** SageMaker's description in our words. */
export function endpointStatus(description: DescribeEndpointOutput): ComputeEndpointStatus {
  const { EndpointStatus, FailureReason, ProductionVariants } = description;
  const instanceCount = ProductionVariants?.[0]?.CurrentInstanceCount ?? 0;
  const status = EndpointStatus && STATES[EndpointStatus];
  if (!status) throw new Error(`SageMaker tells the unknown endpoint status ${EndpointStatus}.`);
  if (status !== "failed") return { status, instanceCount };
  const reason = FailureReason ? endpointFailureSentence(FailureReason) : NO_REASON;
  return { status, reason, instanceCount };
}
