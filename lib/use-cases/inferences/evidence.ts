import type * as z from "zod";
import { ENGINE_FILES, EngineProgress, EngineResult } from "@/lib/contract/engine";
import type { JobFailure } from "@/lib/contract/jobs";
import type { InferenceRow } from "@/lib/ports/inferences";
import type { Context } from "@/lib/ports/ports";
import { invocationFailure, systemFailure } from "@/lib/rules/failures";

/** What S3 tells about a job; it alone decides, notifications are hints. */
export interface Evidence {
  result: EngineResult | undefined;
  failure: JobFailure | undefined;
  progress: EngineProgress | undefined;
}

type Needs = Context<"objectKeys" | "objects">;

function parse<Schema extends z.ZodType>(schema: Schema, text: string | undefined) {
  if (text === undefined) return undefined;
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** `progress.json` of a job, or undefined before the worker has written one. */
export async function readProgress({ objects, objectKeys }: Needs, id: string) {
  const text = await objects.readText(objectKeys.inferencePrefix(id) + ENGINE_FILES.progress);
  return parse(EngineProgress, text);
}

async function readAt({ objects }: Needs, location: string | null | undefined) {
  return location ? objects.readText(objects.keyOf(location)) : undefined;
}

/**
 * Read a job's objects. The worker's own `result.json` counts first; SageMaker's output holds the
 * same text and stands in for it, and a failure counts only where there is no result.
 */
export async function gatherEvidence(context: Needs, row: InferenceRow): Promise<Evidence> {
  const { objects, objectKeys } = context;
  const prefix = objectKeys.inferencePrefix(row.id);
  const [resultText, outputText, failureText, progress] = await Promise.all([
    objects.readText(prefix + ENGINE_FILES.result),
    readAt(context, row.submission?.outputLocation),
    readAt(context, row.submission?.failureLocation),
    readProgress(context, row.id),
  ]);
  const result = parse(EngineResult, resultText) ?? parse(EngineResult, outputText);
  if (result && result.job_id === row.id) return { result, failure: undefined, progress };
  return { result: undefined, failure: failureIn(failureText, outputText), progress };
}

function failureIn(failureText: string | undefined, outputText: string | undefined) {
  if (failureText !== undefined) return invocationFailure(failureText);
  // SageMaker writes its output only when the worker has answered, so nothing better will come.
  return outputText === undefined ? undefined : systemFailure("result_unreadable");
}
