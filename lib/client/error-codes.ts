import type { ErrorCode } from "@/lib/contract/errors";

/** Exhaustive, so that a new code of the contract does not compile until it is listed here. */
const CODES: Record<ErrorCode, true> = {
  invalid_input: true,
  unauthenticated: true,
  forbidden: true,
  not_found: true,
  conflict: true,
  not_in_this_state: true,
  limit_reached: true,
  unavailable: true,
  internal: true,
};

export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(CODES, code);
