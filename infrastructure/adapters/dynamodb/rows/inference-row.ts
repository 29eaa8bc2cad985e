import * as z from "zod";
import { indexEntry, inferenceKeys } from "@/infrastructure/storage/keys";
import { EngineTimings } from "@/lib/contract/engine";
import { TextToImage } from "@/lib/contract/inferences";
import { JobFailure, JobState } from "@/lib/contract/jobs";
import type { ImageRow, InferenceRow } from "@/lib/ports/inferences";
import { ENGINE_NAMES } from "@/lib/rules/engines";
import { isSettled } from "@/lib/rules/job-states";
import type { Item } from "../table";
import { readRow } from "./read-row";

const Named = z.object({ id: z.string(), name: z.string() });

const StoredInference: z.ZodType<InferenceRow> = z.object({
  id: z.string(),
  version: z.int(),
  state: JobState,
  failure: JobFailure.nullable(),
  owner: Named,
  endpoint: Named.extend({ engine: z.enum(ENGINE_NAMES), sagemakerName: z.string() }),
  model: Named.extend({ key: z.string(), sizeBytes: z.number() }),
  parameters: TextToImage,
  imageCount: z.int(),
  coverKeys: z.array(z.string()),
  createdAt: z.string(),
  submission: z
    .object({ at: z.string(), outputLocation: z.string(), failureLocation: z.string().nullable() })
    .nullable(),
  startedAt: z.string().nullable(),
  settledAt: z.string().nullable(),
  timings: EngineTimings.nullable(),
  unknownWords: z.array(z.string()),
});

const StoredImage: z.ZodType<ImageRow> = z.object({
  inferenceId: z.string(),
  index: z.int(),
  seed: z.number(),
  width: z.int(),
  height: z.int(),
  sizeBytes: z.number(),
  sha256: z.string(),
  key: z.string(),
  thumbnailKey: z.string(),
  prompt: z.string(),
  owner: Named,
  model: Named,
  createdAt: z.string(),
});

export const inferenceRow = {
  fromItem: (item: Item) => readRow(StoredInference, item),
  toItem: (row: InferenceRow): Item => ({
    ...row,
    ...inferenceKeys.row(row.id),
    ...indexEntry("all", inferenceKeys.all, row.id),
    ...indexEntry("part", inferenceKeys.ownedBy(row.owner.id), row.id),
    ...(isSettled(row.state) ? {} : indexEntry("open", inferenceKeys.open, row.id)),
  }),
};

export const imageRow = {
  fromItem: (item: Item) => readRow(StoredImage, item),
  toItem: (row: ImageRow): Item => {
    const order = inferenceKeys.imageOrder(row.inferenceId, row.index);
    return {
      ...row,
      ...inferenceKeys.image(row.inferenceId, row.index),
      ...indexEntry("all", inferenceKeys.allImages, order),
      ...indexEntry("part", inferenceKeys.imagesOwnedBy(row.owner.id), order),
    };
  },
};
