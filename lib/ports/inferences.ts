import type { EngineTimings } from "@/lib/contract/engine";
import type { TextToImage } from "@/lib/contract/inferences";
import type { JobFailure, JobState } from "@/lib/contract/jobs";
import type { EngineName } from "@/lib/rules/engines";
import type { EndpointRow } from "./endpoints";
import type { IdempotencyClaim } from "./idempotency";
import type { ModelRow } from "./models";
import type { Page, PageRequest } from "./page";

export interface InferenceRow {
  id: string;
  /** Counts writes; an update names the version it has read. */
  version: number;
  state: JobState;
  failure: JobFailure | null;
  owner: { id: string; name: string };
  endpoint: { id: string; name: string; engine: EngineName; sagemakerName: string };
  model: { id: string; name: string; key: string; sizeBytes: number };
  parameters: TextToImage;
  imageCount: number;
  /** S3 keys of up to four thumbnails. */
  coverKeys: string[];
  createdAt: string;
  /** Null until SageMaker has acknowledged the job; reconcile submits such a job again. */
  submission: { at: string; outputLocation: string; failureLocation: string | null } | null;
  startedAt: string | null;
  settledAt: string | null;
  timings: EngineTimings | null;
  unknownWords: string[];
}

export interface ImageRow {
  inferenceId: string;
  index: number;
  seed: number;
  width: number;
  height: number;
  sizeBytes: number;
  sha256: string;
  key: string;
  thumbnailKey: string;
  prompt: string;
  owner: { id: string; name: string };
  model: { id: string; name: string };
  createdAt: string;
}

export interface CreationGround {
  endpoint: EndpointRow | undefined;
  model: ModelRow | undefined;
  /** What was made with the same idempotency key before. */
  earlier: { id: string; bodySha256: string } | undefined;
}

export interface InferenceStore {
  /** All that creating a job must know, in one read. */
  readCreationGround(request: {
    endpointId: string;
    modelId: string;
    claim: IdempotencyClaim | undefined;
  }): Promise<CreationGround>;
  /** Write a new job and its claim together; false when the claim was taken in the meantime. */
  create(row: InferenceRow, claim: IdempotencyClaim | undefined): Promise<boolean>;
  find(id: string): Promise<InferenceRow | undefined>;
  /** The job and its images, by index, in one read. */
  findWithImages(id: string): Promise<{ row: InferenceRow; images: ImageRow[] } | undefined>;
  /** Newest first; only the owner's when one is named. */
  list(request: PageRequest & { ownerId?: string }): Promise<Page<InferenceRow>>;
  /** Jobs that are not settled, newest first; only the owner's when one is named. */
  listOpen(request: PageRequest & { ownerId?: string }): Promise<Page<InferenceRow>>;
  /** Open jobs of the endpoint; with `beforeId` only those created before that one. */
  countOpen(endpointId: string, beforeId?: string): Promise<number>;
  /**
   * Replace the row if its stored version is still `row.version`, and count the version up.
   * Settled rows leave the index of open jobs. Returns the new row, or undefined when somebody
   * else was faster.
   */
  update(row: InferenceRow): Promise<InferenceRow | undefined>;
  /** Write images by job and index; writing them again changes nothing. */
  putImages(images: ImageRow[]): Promise<void>;
  listImages(request: PageRequest & { ownerId?: string }): Promise<Page<ImageRow>>;
  /** Remove the job and its images; false when its version has moved on. */
  delete(row: InferenceRow): Promise<boolean>;
}
