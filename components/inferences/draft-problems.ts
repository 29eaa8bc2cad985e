import type { useTranslations } from "next-intl";
import { PROMPT_CHARACTERS_MAX, SEED_MAX } from "@/lib/contract/inferences";
import type { EngineCapabilities } from "@/lib/rules/engines";
import { parameterProblems } from "@/lib/rules/parameters";
import { type Draft, parametersToSend } from "./draft";

export type DraftField = "endpointId" | "modelId" | keyof Draft["parameters"];

/** Sentences by field, shown under it. */
export type ProblemByField = Partial<Record<DraftField, string>>;

type Words = ReturnType<typeof useTranslations<"studio.problems">>;

const WHOLE_FIELDS = ["steps", "width", "height", "batch_size", "n_iter"] as const;

function numberProblems({ parameters, seedMode }: Draft, words: Words): ProblemByField {
  const problems: ProblemByField = {};
  for (const field of WHOLE_FIELDS) {
    if (!Number.isInteger(parameters[field])) problems[field] = words("notWhole");
  }
  const { seed } = parameters;
  if (seedMode === "locked" && !(Number.isInteger(seed) && seed >= 0 && seed <= SEED_MAX)) {
    problems.seed = words("seedRange", { max: SEED_MAX });
  }
  return problems;
}

function promptProblems(draft: Draft, words: Words): ProblemByField {
  const { prompt, negative_prompt } = parametersToSend(draft);
  const tooLong = words("promptTooLong", { max: PROMPT_CHARACTERS_MAX });
  const problems: ProblemByField = {};
  if (prompt === "") problems.prompt = words("promptEmpty");
  if (prompt.length > PROMPT_CHARACTERS_MAX) problems.prompt = tooLong;
  if (negative_prompt.length > PROMPT_CHARACTERS_MAX) problems.negative_prompt = tooLong;
  return problems;
}

/** The field that a refusal's dotted path speaks of. */
export const fieldOfPath = (path: string) => path.replace(/^parameters\./, "") as DraftField;

/** Everything that would be refused, known before the click. */
export function draftProblems(
  draft: Draft,
  engine: EngineCapabilities,
  words: Words,
): ProblemByField {
  const problems: ProblemByField = {};
  if (draft.endpointId === null) problems.endpointId = words("endpointMissing");
  if (draft.modelId === null) problems.modelId = words("modelMissing");
  for (const { path, message } of parameterProblems(parametersToSend(draft), engine)) {
    problems[fieldOfPath(path)] = message;
  }
  return { ...problems, ...promptProblems(draft, words), ...numberProblems(draft, words) };
}
