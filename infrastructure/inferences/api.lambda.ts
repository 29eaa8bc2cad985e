import { computePorts } from "@/infrastructure/runtime/ports/compute";
import { objectPorts } from "@/infrastructure/runtime/ports/objects";
import { storePorts } from "@/infrastructure/runtime/ports/stores";
import { systemPorts } from "@/infrastructure/runtime/ports/system";
import { serve } from "@/infrastructure/runtime/serve";
import { createInference } from "@/lib/use-cases/inferences/create";
import { deleteInference } from "@/lib/use-cases/inferences/delete";
import { getInference } from "@/lib/use-cases/inferences/get";
import { getInferenceProgress } from "@/lib/use-cases/inferences/get-progress";
import { listInferences } from "@/lib/use-cases/inferences/list";
import { stopInference } from "@/lib/use-cases/inferences/stop";

const ports = () => ({ ...systemPorts(), ...storePorts(), ...objectPorts(), ...computePorts() });

export const handler = serve(
  "inferences",
  {
    create: createInference,
    list: listInferences,
    get: getInference,
    getProgress: getInferenceProgress,
    stop: stopInference,
    delete: deleteInference,
  },
  ports,
);
