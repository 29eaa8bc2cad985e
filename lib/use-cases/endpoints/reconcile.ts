import type { ComputeEndpointStatus } from "@/lib/ports/compute";
import type { EndpointRow } from "@/lib/ports/endpoints";
import type { Context } from "@/lib/ports/ports";
import { endpointFailure, systemFailure } from "@/lib/rules/failures";

type Needs = Context<"clock" | "compute" | "endpoints" | "log">;

const PAGE_SIZE = 100;
/** Between writing a row and SageMaker knowing the endpoint lie three calls; a minute is ample. */
const CREATION_GRACE_SECONDS = 60;

/** Bring every endpoint's row to what SageMaker says. One that fails is left for next time. */
export async function reconcileEndpoints(context: Needs): Promise<void> {
  let cursor: string | undefined;
  do {
    const page = await context.endpoints.list({ limit: PAGE_SIZE, cursor });
    for (const row of page.rows) {
      try {
        await reconcileEndpoint(context, row);
      } catch (error) {
        context.log.error("an endpoint could not be reconciled", { endpointId: row.id, error });
      }
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
}

async function reconcileEndpoint({ clock, compute, endpoints }: Needs, row: EndpointRow) {
  const status = await compute.describeEndpoint(row.sagemakerName);
  const next = rowOf(row, status, clock.now());
  const changed =
    next.state !== row.state ||
    next.instanceCount !== row.instanceCount ||
    next.failure?.code !== row.failure?.code;
  // Losing against another writer is fine: the next minute compares again.
  if (changed) await endpoints.update(next);
}

function rowOf(row: EndpointRow, compute: ComputeEndpointStatus, now: Date): EndpointRow {
  switch (compute.status) {
    case "failed":
      return {
        ...row,
        state: "failed",
        failure: endpointFailure(compute.reason),
        instanceCount: compute.instanceCount,
      };
    case "absent": {
      const ageSeconds = (now.getTime() - Date.parse(row.createdAt)) / 1000;
      if (row.state === "creating" && ageSeconds < CREATION_GRACE_SECONDS) return row;
      return { ...row, state: "failed", failure: systemFailure("endpoint_gone"), instanceCount: 0 };
    }
    default: {
      const { status: state, instanceCount } = compute;
      return { ...row, state, failure: null, instanceCount };
    }
  }
}
