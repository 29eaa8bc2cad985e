import type { ErrorCode, FieldProblem } from "@/lib/contract/errors";
import { isErrorCode } from "./error-codes";

export type SignInWay = "password" | "set-up";

/** What the console's server tells about a sign-in that failed; travels as JSON in next-auth's error. */
export interface SignInProblem {
  code: ErrorCode;
  retryAfterSeconds?: number;
  fields?: FieldProblem[];
}

const UNAVAILABLE: SignInProblem = { code: "unavailable" };

function readProblem(text: string): SignInProblem {
  try {
    const problem: unknown = JSON.parse(text);
    if (typeof problem !== "object" || problem === null || !("code" in problem)) return UNAVAILABLE;
    // Written by our own `authorize` a moment ago; the code is what decides.
    return isErrorCode(String(problem.code)) ? (problem as SignInProblem) : UNAVAILABLE;
  } catch {
    return UNAVAILABLE;
  }
}

async function csrfToken(): Promise<string> {
  const answer = await fetch("/api/auth/csrf", { cache: "no-store" });
  return ((await answer.json()) as { csrfToken: string }).csrfToken;
}

async function post(path: string, fields: Record<string, string>): Promise<string> {
  const body = new URLSearchParams({ ...fields, csrfToken: await csrfToken(), json: "true" });
  const answer = await fetch(`/api/auth/${path}`, { method: "POST", body });
  return ((await answer.json()) as { url: string }).url;
}

/** Begin a session. Returns null when it began, else what went wrong; never throws. */
export async function signIn(
  way: SignInWay,
  fields: Record<string, string>,
): Promise<SignInProblem | null> {
  try {
    const url = await post(`callback/${way}`, fields);
    const problem = new URL(url, globalThis.location.origin).searchParams.get("error");
    return problem === null ? null : readProblem(problem);
  } catch {
    return UNAVAILABLE;
  }
}

/** Not about a person, and it would flash if it were gone. */
const THEME_KEY = "theme";

/** What somebody typed is theirs: the next one at this browser finds nothing of it. */
function forgetLocally() {
  sessionStorage.clear();
  for (const key of Object.keys(localStorage)) {
    if (key !== THEME_KEY) localStorage.removeItem(key);
  }
}

/** End the session and forget everything this browser has kept of it. */
export async function signOut() {
  await post("signout", {});
  forgetLocally();
  globalThis.location.assign("/sign-in");
}
