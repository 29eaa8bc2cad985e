import type { TextToImage } from "@/lib/contract/inferences";

/**
 * The text that AUTOMATIC1111 writes into its pictures and reads from the clipboard.
 * Source: AUTOMATIC1111/stable-diffusion-webui, modules/processing.py, create_infotext.
 */
export function infotext(parameters: TextToImage, modelName: string): string {
  const { prompt, negative_prompt, steps, sampler_name, cfg_scale, seed, width, height } =
    parameters;
  const settings = [
    `Steps: ${steps}`,
    `Sampler: ${sampler_name}`,
    `CFG scale: ${cfg_scale}`,
    `Seed: ${seed}`,
    `Size: ${width}x${height}`,
    `Model: ${modelName}`,
  ].join(", ");
  const negative = negative_prompt === "" ? [] : [`Negative prompt: ${negative_prompt}`];
  return [prompt, ...negative, settings].join("\n");
}
