import type * as z from "zod";

type Issue = z.core.$ZodRawIssue;

/** "1 character", "3 fields": what a limit of the schema counts. */
function counted(limit: number | bigint, origin: string) {
  const nouns: Record<string, [one: string, many: string]> = {
    string: ["character", "characters"],
    array: ["entry", "entries"],
  };
  const [one, many] = nouns[origin] ?? ["", ""];
  return `${limit} ${Number(limit) === 1 ? one : many}`.trimEnd();
}

function typeSentence(issue: Extract<Issue, { code: "invalid_type" }>) {
  if (issue.input === undefined) return "This field is required.";
  const expected: Record<string, string> = {
    int: "a whole number",
    number: "a number",
    string: "text",
    boolean: "true or false",
    array: "a list",
    object: "an object",
  };
  return `Use ${expected[issue.expected] ?? "another kind of value"} here.`;
}

/**
 * A plain sentence for an issue to which the contract gives no words of its own; undefined leaves
 * it to zod.
 */
export function issueSentence(issue: Issue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return typeSentence(issue as Extract<Issue, { code: "invalid_type" }>);
    case "too_small":
      return `Use at least ${counted(issue.minimum as number, String(issue.origin))}.`;
    case "too_big":
      return `Use at most ${counted(issue.maximum as number, String(issue.origin))}.`;
    case "invalid_value":
      return `Use one of ${(issue.values as unknown[]).join(", ")}.`;
    case "not_multiple_of":
      return `Use a multiple of ${issue.divisor}.`;
    case "invalid_format":
      return "This does not have the form that is needed here.";
    default:
      return undefined;
  }
}
