import * as z from "zod";

/** The states of every job; the last three are settled and never change again. */
export const JOB_STATES = [
  "queued",
  "starting",
  "running",
  "stopping",
  "completed",
  "stopped",
  "failed",
] as const;
export const JobState = z.enum(JOB_STATES);
export type JobState = z.infer<typeof JobState>;

/** A failure is data: it is shown with the job, it is not an answer of the API. */
export const JobFailure = z.strictObject({
  code: z.string(),
  message: z.string().describe("One plain sentence with the next step"),
  blame: z.enum(["user", "system"]),
  retriable: z.boolean(),
});
export type JobFailure = z.infer<typeof JobFailure>;
