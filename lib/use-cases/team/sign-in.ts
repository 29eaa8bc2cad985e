import type { Session } from "@/lib/contract/team";
import type { Context } from "@/lib/ports/ports";
import type { Attempts } from "@/lib/ports/team";
import { invalidInput, Refusal } from "@/lib/rules/refusal";
import { type AttemptScope, freeTries, waitSeconds } from "@/lib/rules/sign-in";
import { startSession } from "./start-session";

type Needs = Context<"clock" | "ids" | "passwords" | "team">;

export interface SignInInput {
  name: string;
  password: string;
  address: string;
}

/**
 * Start a session with a name and a password. Name and password are refused with the same words
 * after the same work, and guessing is slowed per account and per address.
 */
export async function signIn(context: Needs, input: SignInInput): Promise<Session> {
  const { clock, passwords, team } = context;
  const name = input.name.trim();
  await refuseWhileWaiting(context, name, input.address);

  const user = await team.findUserByName(name);
  const right = await passwords.verify(input.password, user?.passwordHash);
  if (!user || !right) {
    await team.recordFailure("address", input.address, clock.now());
    const message = "Name or password is not right. Check both and try again.";
    throw invalidInput([{ path: "password", message }]);
  }
  await team.clearAttempts("account", name);
  return startSession(context, user);
}

/**
 * Refuse a try that comes too early, else count it as failed before the password is looked at:
 * a hundred guesses sent at once would otherwise all be checked before the first one counts.
 */
async function refuseWhileWaiting({ clock, team }: Needs, name: string, address: string) {
  const [ofAccount, ofAddress] = await Promise.all([
    team.findAttempts("account", name),
    team.findAttempts("address", address),
  ]);
  const now = clock.now();
  refuseTooEarly("account", ofAccount, now);
  refuseTooEarly("address", ofAddress, now);

  const failures = (await team.recordFailure("account", name, now)) - 1;
  if (failures > ofAccount.failures) {
    refuseTooEarly("account", { failures, lastFailureAt: now.getTime() }, now);
  }
}

function refuseTooEarly(scope: AttemptScope, attempts: Attempts, now: Date) {
  const { failures, lastFailureAt } = attempts;
  const readyAt = lastFailureAt + waitSeconds(failures, scope) * 1000;
  const retryAfterSeconds = Math.ceil((readyAt - now.getTime()) / 1000);
  if (retryAfterSeconds <= 0) return;
  throw new Refusal(
    "limit_reached",
    { limit: freeTries(scope), current: failures, retryAfterSeconds },
    { message: `Too many wrong passwords. Try again in ${inWords(retryAfterSeconds)}.` },
  );
}

function inWords(seconds: number) {
  if (seconds < 60) return seconds === 1 ? "one second" : `${seconds} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes === 1 ? "one minute" : `${minutes} minutes`;
}
