import type { JobFailure } from "@/lib/contract/jobs";
import type { ModelKind, ModelState } from "@/lib/contract/models";
import type { IdempotencyClaim } from "./idempotency";
import type { Page, PageRequest } from "./page";

export interface ModelRow {
  id: string;
  version: number;
  name: string;
  kind: ModelKind;
  family: string | null;
  state: ModelState;
  failure: JobFailure | null;
  fileName: string;
  sizeBytes: number;
  tensorCount: number | null;
  key: string;
  /** The multipart upload that brings the file, while the state is uploading. */
  uploadId: string | null;
  owner: { id: string; name: string };
  createdAt: string;
}

export type ModelCreation =
  | { outcome: "created" }
  | { outcome: "name_taken" }
  | { outcome: "claimed_before" };

export interface ModelStore {
  /** Write the row, its unique name and the claim together. */
  create(row: ModelRow, claim: IdempotencyClaim | undefined): Promise<ModelCreation>;
  /** What was made with the same idempotency key before. */
  findClaimed(claim: IdempotencyClaim): Promise<{ id: string; bodySha256: string } | undefined>;
  find(id: string): Promise<ModelRow | undefined>;
  /** Newest first. */
  list(request: PageRequest & { kind?: ModelKind }): Promise<Page<ModelRow>>;
  /** Replace the row if its version is still `row.version`; undefined when somebody was faster. */
  update(row: ModelRow): Promise<ModelRow | undefined>;
  /** Remove the row and its name; false when its version has moved on. */
  delete(row: ModelRow): Promise<boolean>;
}
