import { computePorts } from "@/infrastructure/runtime/ports/compute";
import { objectPorts } from "@/infrastructure/runtime/ports/objects";
import { storePorts } from "@/infrastructure/runtime/ports/stores";
import { systemPorts } from "@/infrastructure/runtime/ports/system";
import { reconcileOpenInferences } from "@/lib/use-cases/inferences/reconcile-open";

/** Each minute: bring on every open job, so that a lost notification delays and loses nothing. */
export async function handler(): Promise<void> {
  const ports = { ...systemPorts(), ...storePorts(), ...objectPorts(), ...computePorts() };
  const { reconciled, failed } = await reconcileOpenInferences({
    ...ports,
    actor: { kind: "system" },
  });
  if (failed > 0) ports.log.warn("some jobs could not be looked at", { reconciled, failed });
}
