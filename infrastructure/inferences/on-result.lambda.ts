import type { SNSEvent } from "aws-lambda";
import * as z from "zod";
import { computePorts } from "@/infrastructure/runtime/ports/compute";
import { objectPorts } from "@/infrastructure/runtime/ports/objects";
import { storePorts } from "@/infrastructure/runtime/ports/stores";
import { systemPorts } from "@/infrastructure/runtime/ports/system";
import { Ulid } from "@/lib/contract/page";
import { reconcileInference } from "@/lib/use-cases/inferences/reconcile";

/** What SageMaker tells when a job has ended; only the id counts, S3 knows the rest. */
const ResultMessage = z.object({ inferenceId: Ulid });

function readJobId(message: string): string | undefined {
  try {
    return ResultMessage.safeParse(JSON.parse(message)).data?.inferenceId;
  } catch {
    return undefined;
  }
}

/**
 * Look at the jobs that notifications speak of. Messages that name no job are acknowledged, since
 * no retry would cure them; the others are delivered again when looking has failed.
 */
export async function handler(event: SNSEvent): Promise<void> {
  const ports = { ...systemPorts(), ...storePorts(), ...objectPorts(), ...computePorts() };
  const context = { ...ports, actor: { kind: "system" as const } };
  const looks = event.Records.map(async ({ Sns }) => {
    const id = readJobId(Sns.Message);
    if (id) await reconcileInference(context, { id });
    else ports.log.warn("a notification names no job", { messageId: Sns.MessageId });
  });
  const failures = (await Promise.allSettled(looks)).flatMap((look) =>
    look.status === "rejected" ? [look.reason] : [],
  );
  if (failures.length > 0) {
    throw new AggregateError(failures, `${failures.length} jobs could not be looked at.`);
  }
}
