import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** How the double answers the next submissions. */
type SubmissionMode = "take" | "throttle" | "absent";

export interface SageMakerDouble {
  url: string;
  /** Ids of the jobs that were taken, in order; one that was submitted twice stands twice. */
  taken: string[];
  mode: SubmissionMode;
  /** What DescribeEndpoint tells: a status, or absent. */
  endpointStatus: "InService" | "Failed" | "absent";
  failureReason: string;
  /** Take every job again, and forget the ones that were taken. */
  begin(): void;
}

const ABSENT = { __type: "ValidationException", message: 'Could not find endpoint "x".' };

/**
 * SageMaker without workers: it takes jobs and never runs them, so that a test plays the worker
 * itself and decides when and how each job ends. Only the three calls of the compute port.
 */
export async function startSageMakerDouble(bucket: string): Promise<SageMakerDouble> {
  const server = createServer((request, response) => {
    const send = (status: number, body: object, headers: Record<string, string> = {}) => {
      request.resume();
      const type = "application/x-amz-json-1.1";
      response.writeHead(status, { "content-type": type, ...headers });
      response.end(JSON.stringify(body));
    };
    if (!request.url?.endsWith("/async-invocations")) return describeEndpoint(send);
    if (double.mode === "throttle") {
      return send(400, { message: "Rate exceeded" }, { "x-amzn-errortype": "ThrottlingException" });
    }
    if (double.mode === "absent") {
      return send(400, ABSENT, { "x-amzn-errortype": "ValidationError" });
    }
    const id = String(request.headers["x-amzn-sagemaker-inference-id"]);
    double.taken.push(id);
    send(
      202,
      { InferenceId: id },
      {
        "x-amzn-sagemaker-outputlocation": `s3://${bucket}/${outputKey(id)}`,
        "x-amzn-sagemaker-failurelocation": `s3://${bucket}/${failureKey(id)}`,
      },
    );
  });

  function describeEndpoint(send: (status: number, body: object) => void) {
    if (double.endpointStatus === "absent") return send(400, ABSENT);
    send(200, {
      EndpointName: "x",
      EndpointStatus: double.endpointStatus,
      FailureReason: double.endpointStatus === "Failed" ? double.failureReason : undefined,
      ProductionVariants: [{ VariantName: "main", CurrentInstanceCount: 1 }],
    });
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const beginning = {
    mode: "take",
    endpointStatus: "InService",
    failureReason: "",
  } as const;
  const double: SageMakerDouble = {
    ...beginning,
    url: `http://127.0.0.1:${port}`,
    taken: [],
    begin: () => Object.assign(double, beginning, { taken: [] }),
  };
  return double;
}

export const outputKey = (jobId: string) => `async/outputs/${jobId}.out`;
export const failureKey = (jobId: string) => `async/failures/${jobId}-error.out`;
