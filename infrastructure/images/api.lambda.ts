import { objectPorts } from "@/infrastructure/runtime/ports/objects";
import { storePorts } from "@/infrastructure/runtime/ports/stores";
import { systemPorts } from "@/infrastructure/runtime/ports/system";
import { serve } from "@/infrastructure/runtime/serve";
import { listImages } from "@/lib/use-cases/images/list";

const ports = () => ({ ...systemPorts(), ...storePorts(), ...objectPorts() });

export const handler = serve("images", { list: listImages }, ports);
