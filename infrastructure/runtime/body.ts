import { invalidInput } from "@/lib/rules/refusal";
import type { Call } from "./call";

/** The deepest input of the contract has four levels. */
const DEPTH_MAX = 32;

function depthOf(json: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]/g)) {
    if (token === "{" || token === "[") deepest = Math.max(deepest, ++depth);
    else if (token === "}" || token === "]") depth -= 1;
  }
  return deepest;
}

const refused = (message: string) => invalidInput([{ path: "body", message }]);

/** Refuse a body that is not plain JSON of a sensible depth; NaN and Infinity are not JSON. */
export function checkBody({ body }: Call) {
  if (body.length === 0) return;
  const json = body.toString("utf8");
  if (depthOf(json) > DEPTH_MAX) throw refused("The body is nested too deeply.");
  try {
    JSON.parse(json);
  } catch {
    throw refused("The body is not valid JSON. NaN and Infinity are not allowed in it.");
  }
}
