import { EngineFailure } from "@/lib/contract/engine";
import type { JobFailure } from "@/lib/contract/jobs";
import type { Refusal } from "./refusal";

/** What can go wrong with a job or an endpoint outside of the engine's own failures. */
export const SYSTEM_FAILURE_CODES = [
  "submission_refused",
  "never_submitted",
  "expired_in_queue",
  "worker_lost",
  "worker_timed_out",
  "out_of_memory",
  "result_unreadable",
  "endpoint_gone",
  "endpoint_failed",
  "internal",
] as const;
export type SystemFailureCode = (typeof SYSTEM_FAILURE_CODES)[number];

const bySystem = (code: SystemFailureCode, message: string, retriable = true): JobFailure => ({
  code,
  message,
  blame: "system",
  retriable,
});

/** The failure that people read for a code: one plain sentence with the next step. */
export function systemFailure(code: SystemFailureCode): JobFailure {
  switch (code) {
    case "submission_refused":
      return bySystem(code, "The endpoint did not take the job. Check the endpoint and try again.");
    case "never_submitted":
      return bySystem(code, "The job could not be handed to the endpoint. Start it again.");
    case "expired_in_queue":
      return bySystem(code, "The job waited too long for the endpoint. Start it again.");
    case "worker_lost":
      return bySystem(code, "The endpoint stopped working on the job. Start it again.");
    case "worker_timed_out":
      return bySystem(
        code,
        "The job took longer than the endpoint allows. Make fewer images or use fewer steps.",
      );
    case "out_of_memory":
      return {
        code,
        message: "The endpoint ran out of memory. Use a smaller size or a smaller batch.",
        blame: "user",
        retriable: false,
      };
    case "result_unreadable":
      return bySystem(code, "The endpoint's result could not be read. Start the job again.");
    case "endpoint_gone":
      return bySystem(code, "The endpoint no longer exists. Choose another one.", false);
    case "endpoint_failed":
      return bySystem(code, "The endpoint has failed. Choose another one or have it repaired.");
    case "internal":
      return bySystem(code, "The endpoint failed for an unknown reason. Start the job again.");
  }
}

/** Wordings by which SageMaker tells why, most telling first. */
const INVOCATION_WORDINGS: [RegExp, SystemFailureCode][] = [
  [/out of memory|OutOfMemory|MemoryError|\bOOM\b/i, "out_of_memory"],
  [/timed? ?out|timeout/i, "worker_timed_out"],
  [/expired|TTL/i, "expired_in_queue"],
  [/could not find (the )?endpoint|endpoint .*(not found|does not exist)/i, "endpoint_gone"],
  [/worker (died|exited)|connection (refused|reset)|server error \(0\)/i, "worker_lost"],
];

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The failure behind SageMaker's failure object: the engine's own words when it wrote them, else
 * what SageMaker's wording tells.
 */
export function invocationFailure(text: string): JobFailure {
  const ofEngine = EngineFailure.safeParse(parseJson(text));
  if (ofEngine.success) return ofEngine.data;
  const wording = INVOCATION_WORDINGS.find(([pattern]) => pattern.test(text));
  return systemFailure(wording?.[1] ?? "internal");
}

/** The failure of an endpoint, in the plain sentence that the compute port gives as its reason. */
export const endpointFailure = (reason: string): JobFailure => ({
  ...systemFailure("endpoint_failed"),
  message: reason,
});

/**
 * What a refused submission means for the job: null when asking again can help, so that the job
 * waits to be submitted once more.
 */
export function submissionFailure({ code, data, message }: Refusal): JobFailure | null {
  switch (code) {
    case "unavailable":
    case "limit_reached":
    case "internal":
      return null;
    case "not_in_this_state":
      // An endpoint that starts or restarts takes jobs again; one that is gone never will.
      return "state" in data && data.state === "absent" ? systemFailure("endpoint_gone") : null;
    case "invalid_input":
      return { code: "submission_refused", message, blame: "user", retriable: false };
    case "not_found":
    case "unauthenticated":
    case "forbidden":
    case "conflict":
      return { ...systemFailure("submission_refused"), message };
  }
}
