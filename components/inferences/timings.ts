import type { EngineTimings } from "@/lib/contract/engine";
import type { Inference } from "@/lib/contract/inferences";

export const STAGES = ["wait", "load", "encode", "sample", "decode", "save"] as const;
export type Stage = (typeof STAGES)[number];

export interface StageTime {
  stage: Stage;
  seconds: number;
}

const secondsBetween = (begin: string, end: string) =>
  Math.max(0, (Date.parse(end) - Date.parse(begin)) / 1000);

/** How long each stage of a job took, in order; stages that the job never reached are left out. */
export function stageTimes({ createdAt, startedAt, timings }: Inference): StageTime[] {
  const waited = startedAt
    ? [{ stage: "wait" as const, seconds: secondsBetween(createdAt, startedAt) }]
    : [];
  return timings ? [...waited, ...engineStages(timings)] : waited;
}

const engineStages = (timings: EngineTimings): StageTime[] => [
  { stage: "load", seconds: timings.load_seconds },
  { stage: "encode", seconds: timings.encode_seconds },
  { stage: "sample", seconds: timings.sample_seconds },
  { stage: "decode", seconds: timings.decode_seconds },
  { stage: "save", seconds: timings.save_seconds },
];

/** From the click to the end, in seconds; null while the job is open. */
export const totalSeconds = ({ createdAt, settledAt }: Inference) =>
  settledAt === null ? null : secondsBetween(createdAt, settledAt);
