import type { Inference, TextToImage } from "@/lib/contract/inferences";

/** Pixel steps of a job: what its duration grows with. */
const workOf = ({ steps, width, height, batch_size, n_iter }: TextToImage) =>
  steps * width * height * batch_size * n_iter;

/** Seconds of the job without loading its model, which the next job will find loaded. */
function secondsOf({ timings }: Inference): number | null {
  if (timings === null) return null;
  const { encode_seconds, sample_seconds, decode_seconds, save_seconds } = timings;
  return encode_seconds + sample_seconds + decode_seconds + save_seconds;
}

/**
 * Seconds that a job will take once it starts, from the speed of the newest finished job on the same
 * endpoint; null when none has finished there.
 */
export function expectedSeconds(
  parameters: TextToImage,
  endpointId: string,
  recent: readonly Inference[],
): number | null {
  const last = recent.find(
    ({ state, endpoint }) => state === "completed" && endpoint.id === endpointId,
  );
  const seconds = last ? secondsOf(last) : null;
  if (!last || seconds === null) return null;
  const expected = (seconds * workOf(parameters)) / workOf(last.parameters);
  return Number.isFinite(expected) ? expected : null;
}

/** Money for a job of this length on an endpoint of this price; 0 is free. */
export const costUsd = (priceUsdPerHour: number, seconds: number) =>
  (priceUsdPerHour * seconds) / 3600;
