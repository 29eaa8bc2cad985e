/** What one engine can do: the studio offers it, the middleware and the worker enforce it. */
export interface EngineCapabilities {
  samplers: readonly string[];
  defaultSampler: string;
  /** Edges of an image in pixels. */
  size: { min: number; max: number; step: number; native: number };
  steps: { min: number; max: number; default: number };
  cfgScale: { min: number; max: number; default: number };
  batchSizeMax: number;
  batchCountMax: number;
  /** Families of checkpoints that the engine can run, as the model library names them. */
  families: readonly string[];
}

export const ENGINE_NAMES = ["tiny"] as const;
export type EngineName = (typeof ENGINE_NAMES)[number];

export const ENGINES: Record<EngineName, EngineCapabilities> = {
  tiny: {
    samplers: ["DPM++ 2M Karras", "DPM++ 2M", "Euler", "Euler a", "Heun", "LMS", "DDIM", "UniPC"],
    defaultSampler: "DPM++ 2M Karras",
    size: { min: 64, max: 256, step: 8, native: 128 },
    steps: { min: 1, max: 100, default: 20 },
    cfgScale: { min: 1, max: 20, default: 5 },
    batchSizeMax: 4,
    batchCountMax: 16,
    families: ["tiny"],
  },
};
