import type { Session } from "@/lib/contract/team";
import type { Context } from "@/lib/ports/ports";
import type { UserRow } from "@/lib/ports/team";
import { conflict, Refusal } from "@/lib/rules/refusal";
import { secretHash } from "./secret-hash";
import { setUpState } from "./set-up-state";
import { startSession } from "./start-session";

type Needs = Context<"clock" | "ids" | "passwords" | "team">;

const done = () => conflict("The administrator exists already. Sign in.");

/** Spend the one-use link: create the administrator and sign them in. */
export async function setUpAdministrator(
  context: Needs,
  { token, name, password }: { token: string; name: string; password: string },
): Promise<Session> {
  const { clock, ids, passwords, team } = context;
  const now = clock.now();
  const state = setUpState(await team.findSetUp(), token, now);
  if (state === "done") throw done();
  if (state === "expired") {
    throw new Refusal(
      "not_found",
      {},
      { message: "This link does not work any more. Restart Atelier to get a new one." },
    );
  }
  const administrator: UserRow = {
    id: ids.next(),
    version: 1,
    name,
    role: "administrator",
    passwordHash: await passwords.hash(password),
    createdAt: now.toISOString(),
  };
  if (!(await team.finishSetUp(secretHash(token), administrator, now.toISOString()))) throw done();
  return startSession(context, administrator);
}
