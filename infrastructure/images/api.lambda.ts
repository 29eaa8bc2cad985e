import { objectPorts, storePorts, systemPorts } from "@/infrastructure/runtime/ports";
import { serve } from "@/infrastructure/runtime/serve";
import { listImages } from "@/lib/use-cases/images/list";

const ports = () => ({ ...systemPorts(), ...storePorts(), ...objectPorts() });

export const handler = serve("images", { list: listImages }, ports);
