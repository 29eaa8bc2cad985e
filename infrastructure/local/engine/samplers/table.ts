import { ddim } from "./ddim";
import { dpmpp2m } from "./dpmpp-2m";
import { euler } from "./euler";
import { eulerAncestral } from "./euler-ancestral";
import { heun } from "./heun";
import { lms } from "./lms";
import type { Stepper } from "./sampler";
import { ddimSchedule, karrasSchedule, normalSchedule, type Schedule } from "./schedule";
import { unipc } from "./unipc";

export interface Sampler {
  schedule: Schedule;
  createStepper: () => Stepper;
}

/** Samplers by the names that AUTOMATIC1111 gives them. */
export const SAMPLERS: Readonly<Record<string, Sampler>> = {
  "DPM++ 2M Karras": { schedule: karrasSchedule, createStepper: dpmpp2m },
  "DPM++ 2M": { schedule: normalSchedule, createStepper: dpmpp2m },
  Euler: { schedule: normalSchedule, createStepper: euler },
  "Euler a": { schedule: normalSchedule, createStepper: eulerAncestral },
  Heun: { schedule: normalSchedule, createStepper: heun },
  LMS: { schedule: normalSchedule, createStepper: lms },
  DDIM: { schedule: ddimSchedule, createStepper: ddim },
  UniPC: { schedule: normalSchedule, createStepper: unipc },
};
