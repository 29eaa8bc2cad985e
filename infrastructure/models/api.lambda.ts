import { objectPorts } from "@/infrastructure/runtime/ports/objects";
import { storePorts } from "@/infrastructure/runtime/ports/stores";
import { systemPorts } from "@/infrastructure/runtime/ports/system";
import { serve } from "@/infrastructure/runtime/serve";
import { completeUpload } from "@/lib/use-cases/models/complete-upload";
import { createModel } from "@/lib/use-cases/models/create";
import { deleteModel } from "@/lib/use-cases/models/delete";
import { getModel } from "@/lib/use-cases/models/get";
import { listModels } from "@/lib/use-cases/models/list";
import { signParts } from "@/lib/use-cases/models/sign-parts";

const ports = () => ({ ...systemPorts(), ...storePorts(), ...objectPorts() });

export const handler = serve(
  "models",
  {
    create: createModel,
    signParts,
    completeUpload,
    list: listModels,
    get: getModel,
    delete: deleteModel,
  },
  ports,
);
