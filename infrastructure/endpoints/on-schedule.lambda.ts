import { computePorts } from "@/infrastructure/runtime/ports/compute";
import { storePorts } from "@/infrastructure/runtime/ports/stores";
import { systemPorts } from "@/infrastructure/runtime/ports/system";
import { reconcileEndpoints } from "@/lib/use-cases/endpoints/reconcile";

/** Each minute: bring every endpoint's row to what SageMaker says. */
export async function handler(): Promise<void> {
  await reconcileEndpoints({
    ...systemPorts(),
    ...storePorts(),
    ...computePorts(),
    actor: { kind: "system" },
  });
}
