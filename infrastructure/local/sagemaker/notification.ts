import type { AsyncRequest, Outcome } from "./async-request";
import { REGION } from "./resources";

/**
 * The message that SageMaker publishes when a request has ended.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-check-predictions.html
 */
export function toNotification(request: AsyncRequest, outcome: Outcome, now: Date): string {
  const { payload } = request;
  return JSON.stringify({
    awsRegion: REGION,
    eventTime: now.toISOString(),
    receivedTime: request.receivedAt,
    invocationStatus: outcome.status,
    ...(outcome.status === "Failed" && { failureReason: outcome.reason }),
    requestParameters: {
      ...(request.accept !== null && { accept: request.accept }),
      contentType: request.contentType,
      endpointName: request.endpointName,
      ...("inputLocation" in payload && { inputLocation: payload.inputLocation }),
    },
    ...(outcome.status === "Completed" && {
      responseParameters: {
        contentType: outcome.contentType,
        outputLocation: request.outputLocation,
      },
    }),
    inferenceId: request.inferenceId,
    eventVersion: "1.0",
    eventSource: "aws:sagemaker",
    eventName: "InferenceResult",
  });
}
