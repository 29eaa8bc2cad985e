import type { EngineFailure } from "@/lib/contract/engine";

/** A failure of a job, as the worker's answer carries it; the cause stays in the worker's log. */
export class EngineError extends Error {
  constructor(
    readonly failure: EngineFailure,
    options?: ErrorOptions,
  ) {
    super(failure.message, options);
    this.name = "EngineError";
  }
}

/** The request or a file of the user is wrong: trying again cannot help. */
export const userError = (code: EngineFailure["code"], message: string, options?: ErrorOptions) =>
  new EngineError({ code, message, blame: "user", retriable: false }, options);

/** Nobody's request is wrong: trying again may help. */
export const systemError = (code: EngineFailure["code"], message: string, options?: ErrorOptions) =>
  new EngineError({ code, message, blame: "system", retriable: true }, options);

const OUT_OF_MEMORY = /bad_alloc|bad allocation|failed to allocate|array buffer allocation failed/i;

/** The failure to answer for anything that was thrown. */
export function failureOf(error: unknown): EngineFailure {
  if (error instanceof EngineError) return error.failure;
  if (error instanceof Error && OUT_OF_MEMORY.test(error.message)) {
    return {
      code: "out_of_memory",
      message: "The picture does not fit into memory. Use a smaller size or batch size.",
      blame: "user",
      retriable: false,
    };
  }
  return {
    code: "internal",
    message: "The engine failed while making this picture. Try again; its log tells more.",
    blame: "system",
    retriable: true,
  };
}
