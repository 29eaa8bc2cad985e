import type { JobFailure, JobState } from "@/lib/contract/jobs";
import type { Caller, StartedAtelier } from "../support/started-atelier";

/** What the experiment reads of a job or of an image. */
export interface HistoryItem {
  id: string;
  state: JobState;
  imageCount: number;
  failure: JobFailure | null;
  inferenceId: string;
}

/** Every item of a list of the API, page by page. */
export async function readHistory(
  atelier: StartedAtelier,
  caller: Caller,
  path: string,
): Promise<HistoryItem[]> {
  const items: HistoryItem[] = [];
  let cursor: string | null = null;
  do {
    const url: string = `${path}${path.includes("?") ? "&" : "?"}limit=100`;
    const page: string = cursor === null ? url : `${url}&cursor=${encodeURIComponent(cursor)}`;
    const response = await atelier.call(caller, "GET", page);
    if (!response.ok) throw new Error(`${page}: ${response.status} ${await response.text()}`);
    const body: { items: HistoryItem[]; nextCursor: string | null } = await response.json();
    items.push(...body.items);
    cursor = body.nextCursor;
  } while (cursor !== null);
  return items;
}
