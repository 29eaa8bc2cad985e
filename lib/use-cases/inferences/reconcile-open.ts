import type { Context } from "@/lib/ports/ports";
import { reconcileInference } from "./reconcile";

type Needs = Context<
  "clock" | "compute" | "endpoints" | "inferences" | "log" | "objectKeys" | "objects"
>;

const PAGE_SIZE = 100;
/** Enough to hide the waiting for S3, few enough for a small Lambda's connections. */
const AT_ONCE = 8;

/** Reconcile every job that is not settled. One that cannot be is logged and left for next time. */
export async function reconcileOpenInferences(
  context: Needs,
): Promise<{ reconciled: number; failed: number }> {
  let reconciled = 0;
  let failed = 0;
  let cursor: string | undefined;
  do {
    const page = await context.inferences.listOpen({ limit: PAGE_SIZE, cursor });
    const ids = page.rows.map(({ id }) => id);
    const worker = async () => {
      for (let id = ids.pop(); id !== undefined; id = ids.pop()) {
        try {
          await reconcileInference(context, { id });
          reconciled += 1;
        } catch (error) {
          failed += 1;
          context.log.error("a job could not be reconciled", { jobId: id, error });
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return { reconciled, failed };
}
