import { expect, test } from "vitest";
import { ENGINE_FAILURE_CODES } from "@/lib/contract/engine";
import { ERRORS, type ErrorCode } from "@/lib/contract/errors";
import { JobFailure } from "@/lib/contract/jobs";
import {
  endpointFailure,
  invocationFailure,
  SYSTEM_FAILURE_CODES,
  submissionFailure,
  systemFailure,
} from "@/lib/rules/failures";
import { notInThisState, Refusal } from "@/lib/rules/refusal";

test.each(SYSTEM_FAILURE_CODES)("%s is told in a plain sentence with the next step", (code) => {
  const failure = JobFailure.parse(systemFailure(code));
  expect(failure.code).toBe(code);
  expect(failure.message).toMatch(/^[A-Z].*\. .*\.$/);
});

test.each(ENGINE_FAILURE_CODES)("the engine's own %s is passed on as it is", (code) => {
  const failure = { code, message: "In the engine's words.", blame: "user", retriable: false };
  expect(invocationFailure(JSON.stringify(failure))).toEqual(failure);
});

test.each([
  ["CUDA out of memory. Tried to allocate 2.00 GiB", "out_of_memory"],
  ["Model container timed out after 3600 seconds", "worker_timed_out"],
  ["The request has expired", "expired_in_queue"],
  ["Received server error (0) from model. See the endpoint's log.", "worker_lost"],
  ["Received server error (500) from model.", "internal"],
  ['{"code":"from_the_future","message":"x","blame":"user","retriable":true}', "internal"],
  ["", "internal"],
])("SageMaker's %j is %s", (text, code) => {
  expect(invocationFailure(text).code).toBe(code);
});

test("an endpoint's reason is shown as the compute port words it", () => {
  const reason = "AWS has no free instance of this type just now.";
  expect(endpointFailure(reason)).toMatchObject({ code: "endpoint_failed", message: reason });
});

/** Refusals after which asking again can help leave the job waiting. */
const WAITS: ErrorCode[] = ["unavailable", "limit_reached", "internal"];

test.each((Object.keys(ERRORS) as ErrorCode[]).filter((code) => code !== "not_in_this_state"))(
  "a submission refused with %s",
  (code) => {
    // Only the code and the sentence count; the data of these codes is never looked at.
    const refusal = new Refusal(code, {} as never, { message: "A plain reason." });
    const failure = submissionFailure(refusal);
    if (WAITS.includes(code)) expect(failure).toBeNull();
    else expect(failure).toMatchObject({ code: "submission_refused", message: "A plain reason." });
  },
);

test("an endpoint that starts again takes the job later, one that is gone never", () => {
  const refusedIn = (state: string) => submissionFailure(notInThisState(state, [], "No."));
  expect(refusedIn("not_in_service")).toBeNull();
  expect(refusedIn("absent")).toMatchObject({ code: "endpoint_gone" });
});
