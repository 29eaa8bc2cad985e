import type { EngineRequest } from "@/lib/contract/engine";

export interface Submission {
  outputLocation: string;
  failureLocation: string | null;
}

export type ComputeEndpointStatus =
  | { status: "creating" | "in_service" | "updating" | "deleting"; instanceCount: number }
  | { status: "failed"; reason: string; instanceCount: number }
  | { status: "absent" };

/** SageMaker, as far as use cases need it. Calls that it refuses end in a Refusal. */
export interface Compute {
  /** Queue a job; asking twice with the same job id is safe because results are keyed by job. */
  submit(sagemakerName: string, request: EngineRequest): Promise<Submission>;
  describeEndpoint(sagemakerName: string): Promise<ComputeEndpointStatus>;
  /** Make model, configuration and endpoint; parts that exist already are kept. */
  createEndpoint(request: {
    sagemakerName: string;
    image: string;
    instanceType: string;
    instanceCount: number;
  }): Promise<void>;
}
