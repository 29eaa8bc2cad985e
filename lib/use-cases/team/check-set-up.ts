import type { SetUpState } from "@/lib/contract/team";
import type { Context } from "@/lib/ports/ports";
import { setUpState } from "./set-up-state";

export async function checkSetUp(
  { clock, team }: Context<"clock" | "team">,
  { token }: { token: string },
): Promise<{ state: SetUpState }> {
  return { state: setUpState(await team.findSetUp(), token, clock.now()) };
}
