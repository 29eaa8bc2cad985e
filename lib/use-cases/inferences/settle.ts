import { ENGINE_FILES, type EngineResult } from "@/lib/contract/engine";
import type { JobFailure } from "@/lib/contract/jobs";
import type { ImageRow, InferenceRow } from "@/lib/ports/inferences";
import { type JobEvent, stateAfter } from "@/lib/rules/job-states";

const COVERS_MAX = 4;

/** The row after a job has failed, or null when it is settled already. */
export function failedRow(row: InferenceRow, failure: JobFailure, at: Date): InferenceRow | null {
  const state = stateAfter(row.state, "fail");
  return state && { ...row, state, failure, settledAt: at.toISOString() };
}

/** The row after a job was stopped before it made anything, or null when it is settled already. */
export function stoppedRow(row: InferenceRow, at: Date): InferenceRow | null {
  const state = stateAfter(row.state, "stop");
  return state && { ...row, state, settledAt: at.toISOString() };
}

/**
 * The images of a result. Their keys follow from job and index, never from what the worker names,
 * and a repeated index counts once.
 */
export function resultImages(row: InferenceRow, prefix: string, result: EngineResult): ImageRow[] {
  const byIndex = new Map(result.images.map((image) => [image.index, image]));
  return [...byIndex.values()]
    .sort((a, b) => a.index - b.index)
    .map(({ index, seed, width, height, size_bytes, sha256 }) => ({
      inferenceId: row.id,
      index,
      seed,
      width,
      height,
      sizeBytes: size_bytes,
      sha256,
      key: prefix + ENGINE_FILES.image(index),
      thumbnailKey: prefix + ENGINE_FILES.thumbnail(index),
      prompt: row.parameters.prompt,
      owner: row.owner,
      model: { id: row.model.id, name: row.model.name },
      createdAt: result.completed_at,
    }));
}

/** The row after a result, or null when it is settled already. All of it follows from the result. */
export function finishedRow(
  row: InferenceRow,
  result: EngineResult,
  images: ImageRow[],
): InferenceRow | null {
  const event: JobEvent = result.stopped ? "stop" : "complete";
  const state = stateAfter(row.state, event);
  return (
    state && {
      ...row,
      state,
      imageCount: images.length,
      coverKeys: images.slice(0, COVERS_MAX).map(({ thumbnailKey }) => thumbnailKey),
      startedAt: result.started_at,
      settledAt: result.completed_at,
      timings: result.timings,
      unknownWords: result.unknown_words,
    }
  );
}
