/**
 * The plain values of the contract that screens need. In the browser these stand for the contract's
 * modules (next.config.js), so that no schema is sent there; a test compares them with the contract.
 */

export const JOB_STATES = [
  "queued",
  "starting",
  "running",
  "stopping",
  "completed",
  "stopped",
  "failed",
] as const;

export const MODEL_KINDS = [
  "checkpoint",
  "lora",
  "vae",
  "controlnet",
  "embedding",
  "hypernetwork",
  "upscaler",
] as const;

export const MODEL_SIZE_BYTES_MAX = 68_719_476_736;
export const PROMPT_CHARACTERS_MAX = 4000;
export const SEED_MAX = 4_294_967_295;
export const PASSWORD_CHARACTERS_MIN = 10;
