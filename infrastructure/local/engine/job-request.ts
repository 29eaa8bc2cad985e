import { EngineRequest } from "@/lib/contract/engine";
import { ENGINES } from "@/lib/rules/engines";
import { parameterProblems } from "@/lib/rules/parameters";
import { userError } from "./engine-error";
import { SAMPLERS } from "./samplers/table";

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw userError(
      "invalid_parameters",
      "The request is not valid JSON. NaN and Infinity are not allowed in it.",
      { cause },
    );
  }
}

/**
 * Decode the body of an invocation and hold it against what this engine can do.
 *
 * @throws EngineError `invalid_parameters`, `unknown_sampler`
 */
export function readJobRequest(body: string): EngineRequest {
  const parsed = EngineRequest.safeParse(parseJson(body));
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!;
    const field = path.join(".") || "the request";
    throw userError("invalid_parameters", `Correct ${field}: ${message}.`.slice(0, 1000));
  }
  const { parameters } = parsed.data;
  if (!Object.hasOwn(SAMPLERS, parameters.sampler_name)) {
    throw userError(
      "unknown_sampler",
      `The tiny engine does not know the sampler "${parameters.sampler_name}". It knows ${Object.keys(SAMPLERS).join(", ")}.`,
    );
  }
  const [problem] = parameterProblems(parameters, ENGINES.tiny);
  if (problem) throw userError("invalid_parameters", `${problem.path}: ${problem.message}`);
  return parsed.data;
}
