import { passwordPorts } from "@/infrastructure/runtime/ports/passwords";
import { storePorts } from "@/infrastructure/runtime/ports/stores";
import { systemPorts } from "@/infrastructure/runtime/ports/system";
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
