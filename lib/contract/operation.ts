import { type HTTPMethod, type HTTPPath, oc } from "@orpc/contract";
import { ERRORS, type ErrorCode } from "./errors";
import type { Access } from "./permissions";

export interface OperationMeta<Allowed extends Access = Access> extends Record<string, unknown> {
  permission: Allowed;
  /** The operation creates something and honours the `Idempotency-Key` header. */
  idempotent: boolean;
  /** Codes that this operation answers beside the ones every operation can. */
  errors: readonly ErrorCode[];
}

export interface OperationDeclaration<Code extends ErrorCode, Allowed extends Access> {
  method: HTTPMethod;
  path: HTTPPath;
  summary: string;
  permission: Allowed;
  idempotent?: boolean;
  successStatus?: number;
  errors: readonly Code[];
}

/** Every operation can end in these, whatever it does. */
export const COMMON_ERRORS = ["unauthenticated", "forbidden", "unavailable", "internal"] as const;
type CommonCode = (typeof COMMON_ERRORS)[number];

function pickErrors<Code extends ErrorCode>(codes: readonly Code[]) {
  const picked = Object.fromEntries(
    [...COMMON_ERRORS, ...codes].map((code) => [code, ERRORS[code]]),
  );
  // The entries were picked by exactly these keys one line above.
  return picked as Pick<typeof ERRORS, Code | CommonCode>;
}

/** Start the declaration of an API operation; one without a permission does not compile. */
export function operation<const Code extends ErrorCode, const Allowed extends Access>(
  declaration: OperationDeclaration<Code, Allowed>,
) {
  const { method, path, summary, permission, idempotent = false, errors } = declaration;
  const tag = path.split("/")[1] ?? "";
  return oc
    .$meta<OperationMeta<Allowed>>({ permission, idempotent, errors })
    .route({
      method,
      path,
      summary,
      tags: [tag],
      successStatus: declaration.successStatus ?? 200,
    })
    .errors(pickErrors(errors));
}
