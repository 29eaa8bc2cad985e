import type { EngineParameters } from "@/lib/contract/engine";
import { ENGINE_VERSION } from "./weights";

/** AUTOMATIC1111 quotes values that would break its own `key: value, key: value` line. */
const quote = (value: string | number) =>
  /[,:\n]/.test(String(value)) ? JSON.stringify(value) : String(value);

/**
 * The text of a picture's settings as AUTOMATIC1111 writes it.
 *
 * @param seed the picture's own seed
 * @param model name, and SHA-256 of the checkpoint file in hexadecimal
 */
export function generationText(
  parameters: EngineParameters,
  seed: number,
  model: { name: string; sha256: string },
): string {
  const { prompt, negative_prompt: negative, width, height } = parameters;
  const settings: [string, string | number][] = [
    ["Steps", parameters.steps],
    ["Sampler", parameters.sampler_name],
    ["CFG scale", parameters.cfg_scale],
    ["Seed", seed],
    ["Size", `${width}x${height}`],
    ["Model hash", model.sha256.slice(0, 10)],
    ["Model", model.name],
    ["Version", `atelier-${ENGINE_VERSION.name}-${ENGINE_VERSION.version}`],
  ];
  const line = settings.map(([key, value]) => `${key}: ${quote(value)}`).join(", ");
  return [prompt, ...(negative ? [`Negative prompt: ${negative}`] : []), line].join("\n");
}
