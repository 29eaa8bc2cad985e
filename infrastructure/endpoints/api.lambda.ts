import { storePorts } from "@/infrastructure/runtime/ports/stores";
import { systemPorts } from "@/infrastructure/runtime/ports/system";
import { serve } from "@/infrastructure/runtime/serve";
import { getEndpoint } from "@/lib/use-cases/endpoints/get";
import { listEndpoints } from "@/lib/use-cases/endpoints/list";

const ports = () => ({ ...systemPorts(), ...storePorts() });

export const handler = serve("endpoints", { list: listEndpoints, get: getEndpoint }, ports);
