import { WORKER_ENTRY } from "@/infrastructure/local/engine/weights";

/** A module that a worker process runs in place of a container. */
export interface WorkerImage {
  /** Absolute path; TypeScript is fine. */
  entry: string;
}

/** Container images that this computer can run, by the name that a SageMaker model gives. */
export const IMAGES: Readonly<Record<string, WorkerImage>> = {
  "atelier/tiny": { entry: WORKER_ENTRY },
};
