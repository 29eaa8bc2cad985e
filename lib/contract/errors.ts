import * as z from "zod";

/** One field that was refused: where it is and what would be accepted. */
export const FieldProblem = z.strictObject({
  path: z.string().describe("Dotted path of the field, for example parameters.steps"),
  message: z.string(),
});
export type FieldProblem = z.infer<typeof FieldProblem>;

const requestId = z.string().optional().describe("Quote it when you ask for help");

/** The closed table of errors: every answer that is not a success carries one of these codes. */
export const ERRORS = {
  invalid_input: {
    status: 400,
    message: "Some fields need another value.",
    data: z.strictObject({ requestId, fields: z.array(FieldProblem) }),
  },
  unauthenticated: {
    status: 401,
    message: "Sign in to continue.",
    data: z.strictObject({ requestId }),
  },
  forbidden: {
    status: 403,
    message: "Your role does not allow this. Ask an administrator.",
    data: z.strictObject({ requestId, permission: z.string().optional() }),
  },
  not_found: {
    status: 404,
    message: "This does not exist, or it is not yours to see.",
    data: z.strictObject({ requestId }),
  },
  conflict: {
    status: 409,
    message: "Somebody changed this in the meantime. Reload and try again.",
    data: z.strictObject({ requestId }),
  },
  not_in_this_state: {
    status: 409,
    message: "This is not possible in its present state.",
    data: z.strictObject({
      requestId,
      state: z.string(),
      allowed: z.array(z.string()).describe("States in which it would be possible"),
    }),
  },
  limit_reached: {
    status: 429,
    message: "A limit is reached.",
    data: z.strictObject({
      requestId,
      limit: z.number(),
      current: z.number(),
      retryAfterSeconds: z.int().optional(),
    }),
  },
  unavailable: {
    status: 503,
    message: "The service does not answer just now. Try again in a minute.",
    data: z.strictObject({ requestId }),
  },
  internal: {
    status: 500,
    message: "Something failed on our side. Try again; if it stays, report the request id.",
    data: z.strictObject({ requestId }),
  },
} as const;

export type ErrorCode = keyof typeof ERRORS;
export type ErrorData<Code extends ErrorCode> = Omit<
  z.infer<(typeof ERRORS)[Code]["data"]>,
  "requestId"
>;
