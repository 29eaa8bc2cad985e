import type { ModelKind } from "@/lib/contract/models";
import type { FileProblem } from "./check-file";

/**
 * checking: the file is looked at · draft: waits for the person · announcing: the name is being
 * taken · sending: parts are on their way · finishing: the middleware checks the whole file ·
 * the rest are ends, of which `failed` can be tried again.
 */
export type UploadPhase =
  | "checking"
  | "unusable"
  | "draft"
  | "announcing"
  | "sending"
  | "finishing"
  | "ready"
  | "refused"
  | "failed";

/** One file on its way to become a model; the store replaces it as a whole on each change. */
export interface Upload {
  id: string;
  file: File;
  name: string;
  kind: ModelKind;
  phase: UploadPhase;
  /** Set when `unusable`. */
  problem: FileProblem | null;
  /** Set under the name field when the middleware refuses the name. */
  nameProblem: string | null;
  /** What was thrown, set when `failed`. */
  fault: unknown;
  /** Why the middleware found the file unusable, set when `refused`. */
  refusal: string | null;
  sentBytes: number;
  bytesPerSecond: number | null;
  modelId: string | null;
}

export const UPLOAD_PHASES_BUSY: readonly UploadPhase[] = ["announcing", "sending", "finishing"];
export const isBusy = ({ phase }: Upload) => UPLOAD_PHASES_BUSY.includes(phase);
