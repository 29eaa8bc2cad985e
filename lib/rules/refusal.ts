import { ERRORS, type ErrorCode, type ErrorData, type FieldProblem } from "@/lib/contract/errors";

interface RefusalOptions {
  /** Public sentence: what happened and what to do next. */
  message?: string;
  /** For the log only. */
  internal?: string;
  cause?: unknown;
}

/** The one error a use case throws: a code of the closed table and a sentence fit for the public. */
export class Refusal<Code extends ErrorCode = ErrorCode> extends Error {
  readonly code: Code;
  readonly data: ErrorData<Code>;
  readonly internal: string | undefined;

  constructor(code: Code, data: ErrorData<Code>, options: RefusalOptions = {}) {
    super(options.message ?? ERRORS[code].message, { cause: options.cause });
    this.name = "Refusal";
    this.code = code;
    this.data = data;
    this.internal = options.internal;
  }
}

export const notFound = (what: string) =>
  new Refusal(
    "not_found",
    {},
    { message: `This ${what} does not exist, or it is not yours to see.` },
  );

export const invalidInput = (fields: FieldProblem[]) =>
  new Refusal("invalid_input", { fields }, { message: fields[0]?.message });

export const conflict = (message?: string) => new Refusal("conflict", {}, { message });

export const notInThisState = (state: string, allowed: readonly string[], message: string) =>
  new Refusal("not_in_this_state", { state, allowed: [...allowed] }, { message });
