import { EngineFailure } from "@/lib/contract/engine";
import type { ErrorCode } from "@/lib/contract/errors";
import type { JobFailure } from "@/lib/contract/jobs";

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
  "no_capacity",
  "quota_exceeded",
  "image_unavailable",
  "worker_unhealthy",
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
    case "no_capacity":
      return bySystem(
        code,
        "AWS has no free machine of this type now. Try later or another instance type.",
      );
    case "quota_exceeded":
      return bySystem(
        code,
        "The account's quota for this instance type is used up. Ask AWS to raise it.",
        false,
      );
    case "image_unavailable":
      return bySystem(
        code,
        "The container image could not be loaded. Check that it exists and may be read.",
        false,
      );
    case "worker_unhealthy":
      return bySystem(
        code,
        "The container did not become ready. Look at the endpoint's log.",
        false,
      );
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

const ENDPOINT_WORDINGS: [RegExp, SystemFailureCode][] = [
  [/insufficient.*capacity|unable to provision|no capacity/i, "no_capacity"],
  [/ResourceLimitExceeded|service limit|quota/i, "quota_exceeded"],
  [/\bECR\b|pull.*image|image.*(pull|not found|does not exist)/i, "image_unavailable"],
  [
    /ping health check|did not pass|unhealthy|container.*(exited|failed to start)/i,
    "worker_unhealthy",
  ],
];

const firstMatch = (text: string, wordings: [RegExp, SystemFailureCode][]) =>
  wordings.find(([pattern]) => pattern.test(text))?.[1];

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
  return systemFailure(firstMatch(text, INVOCATION_WORDINGS) ?? "internal");
}

/** The failure behind the reason that SageMaker gives for an endpoint. */
export const endpointFailure = (reason: string): JobFailure =>
  systemFailure(firstMatch(reason, ENDPOINT_WORDINGS) ?? "endpoint_failed");

/**
 * What a refused submission means for the job: null when asking again can help, so that the job
 * waits to be submitted once more.
 */
export function submissionFailure(code: ErrorCode, message: string): JobFailure | null {
  switch (code) {
    case "unavailable":
    case "limit_reached":
    case "internal":
      return null;
    case "invalid_input":
      return { code: "submission_refused", message, blame: "user", retriable: false };
    case "not_found":
      return systemFailure("endpoint_gone");
    case "unauthenticated":
    case "forbidden":
    case "conflict":
    case "not_in_this_state":
      return { ...systemFailure("submission_refused"), message };
  }
}
