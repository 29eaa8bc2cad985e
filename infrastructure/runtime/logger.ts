import type { Log } from "@/lib/ports/environment";
import { Refusal } from "@/lib/rules/refusal";

type Write = (line: string) => void;

const CAUSES_MAX = 5;

/** An error with its causes; the public sentence and what only the log may see side by side. */
function readable(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return String(error);
  const { name, message, stack, cause } = error;
  return {
    name,
    message,
    ...(error instanceof Refusal && { code: error.code, internal: error.internal }),
    stack: stack?.split("\n").slice(1, 6),
    ...(cause !== undefined && depth < CAUSES_MAX && { cause: readable(cause, depth + 1) }),
  };
}

/** One JSON object a line. Callers pass ids and numbers, never bodies, headers or signed URLs. */
export function createLogger(write: Write = (line) => process.stdout.write(line)): Log {
  const at =
    (level: string) =>
    (message: string, fields: Record<string, unknown> = {}) => {
      const { error, ...rest } = fields;
      const written = error === undefined ? {} : { error: readable(error) };
      const at = new Date().toISOString();
      write(`${JSON.stringify({ at, level, message, ...rest, ...written })}\n`);
    };
  return { info: at("info"), warn: at("warn"), error: at("error") };
}
