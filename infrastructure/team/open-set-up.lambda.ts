import { storePorts } from "@/infrastructure/runtime/ports/stores";
import { systemPorts } from "@/infrastructure/runtime/ports/system";
import { openSetUp } from "@/lib/use-cases/team/open-set-up";

/** Invoked by an operator with AWS's own rights: the path of the one-use link below the console. */
export async function handler(): Promise<{ path: string; expiresAt?: string }> {
  const opened = await openSetUp({ ...systemPorts(), ...storePorts() });
  return opened.state === "open"
    ? { path: `/set-up?token=${opened.token}`, expiresAt: opened.expiresAt }
    : { path: "/sign-in" };
}
