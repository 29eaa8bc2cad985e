import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type * as z from "zod";
import { AwsError } from "./aws-error";

/** What a service can do, by operation name; the input is checked already. */
export type Operations = Record<string, (input: unknown) => Promise<object>>;

/** Declares one operation: its input is checked against `schema` before `perform` sees it. */
export function operation<Schema extends z.ZodType>(
  schema: Schema,
  perform: (input: z.infer<Schema>) => Promise<object>,
): Operations[string] {
  return async (input) => {
    const checked = schema.safeParse(input);
    if (!checked.success) throw validationError(checked.error);
    return perform(checked.data);
  };
}

function validationError({ issues }: z.ZodError): AwsError {
  const problems = issues.map(
    ({ path, message }) => `Value at '${path.join(".")}' failed to satisfy constraint: ${message}`,
  );
  const count = `${problems.length} validation error${problems.length > 1 ? "s" : ""} detected`;
  return new AwsError("ValidationException", `${count}: ${problems.join("; ")}`);
}

/**
 * Performs the operation that `x-amz-target` names, as `<prefix>.<Operation>`.
 * Source: https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export async function performTarget(
  request: IncomingMessage,
  body: Buffer,
  prefix: string,
  operations: Operations,
): Promise<object> {
  const target = String(request.headers["x-amz-target"] ?? "");
  const name = target.startsWith(`${prefix}.`) ? target.slice(prefix.length + 1) : undefined;
  if (name === undefined || !Object.hasOwn(operations, name)) {
    const known = Object.keys(operations).join(", ");
    throw new AwsError(
      "UnknownOperationException",
      `The embedded AWS does not perform "${target}". It knows ${prefix}: ${known}.`,
    );
  }
  // hasOwn above guarantees the entry.
  return operations[name]!(parseJson(body));
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString() || "{}");
  } catch {
    throw new AwsError("SerializationException", "The body is not JSON.");
  }
}

/** Sends what `perform` returns, or the refusal that it throws, as AWS JSON 1.1. */
export async function answerJson(
  response: ServerResponse,
  perform: () => Promise<object>,
): Promise<void> {
  try {
    sendJson(response, 200, await perform());
  } catch (error) {
    const { status, code, message } = toAwsError(error);
    sendJson(response, status, { __type: code, message }, { "x-amzn-errortype": code });
  }
}

export function toAwsError(error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  console.error("The embedded AWS failed to answer a request.", error);
  return new AwsError("InternalFailure", "The embedded AWS failed; its log says why.", 500);
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    ...headers,
    "content-type": "application/x-amz-json-1.1",
    "content-length": Buffer.byteLength(text),
    "x-amzn-requestid": randomUUID(),
  });
  response.end(text);
}
