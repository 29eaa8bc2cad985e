import { passwordPorts, storePorts, systemPorts } from "@/infrastructure/runtime/ports";
import { serve } from "@/infrastructure/runtime/serve";
import { checkSetUp } from "@/lib/use-cases/team/check-set-up";
import { findSession } from "@/lib/use-cases/team/find-session";
import { getMe } from "@/lib/use-cases/team/get-me";
import { setUpAdministrator } from "@/lib/use-cases/team/set-up";
import { signIn } from "@/lib/use-cases/team/sign-in";
import { signOut } from "@/lib/use-cases/team/sign-out";

const ports = () => ({ ...systemPorts(), ...storePorts(), ...passwordPorts() });

export const handler = serve(
  "team",
  { checkSetUp, setUp: setUpAdministrator, signIn, findSession, signOut, getMe },
  ports,
);
