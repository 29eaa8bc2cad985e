/** Speed is told over the last seconds, so that a stall or a faster network shows soon. */
const WINDOW_MS = 5_000;

interface Sample {
  atMs: number;
  sentBytes: number;
}

/** A meter for one transfer; `at` values are milliseconds of any clock that only goes forward. */
export function speedMeter() {
  let samples: Sample[] = [];
  return {
    /** Note the bytes sent so far and return bytes a second, or null while there is too little to tell. */
    note(sentBytes: number, atMs: number): number | null {
      samples = [
        ...samples.filter((sample) => atMs - sample.atMs < WINDOW_MS),
        { atMs, sentBytes },
      ];
      const first = samples[0]!;
      const seconds = (atMs - first.atMs) / 1000;
      const bytes = sentBytes - first.sentBytes;
      return seconds < 0.5 || bytes <= 0 ? null : bytes / seconds;
    },
  };
}

export const secondsLeft = (remainingBytes: number, bytesPerSecond: number | null) =>
  bytesPerSecond === null ? null : remainingBytes / bytesPerSecond;
