import { Refusal } from "@/lib/rules/refusal";

/**
 * Runs at most `runningMax` tasks at once and lets at most `waitingMax` wait; whoever comes then
 * is refused at once, so that a flood cannot starve everybody else.
 */
export function createQueue({
  runningMax,
  waitingMax,
}: {
  runningMax: number;
  waitingMax: number;
}) {
  const waiting: (() => void)[] = [];
  let running = 0;

  async function enter(): Promise<void> {
    if (running < runningMax) {
      running += 1;
      return;
    }
    if (waiting.length >= waitingMax) {
      throw new Refusal(
        "unavailable",
        {},
        { message: "Too many people sign in at once. Try again." },
      );
    }
    await new Promise<void>((resolve) => waiting.push(resolve));
  }

  /** Hands the place to whoever waits longest. */
  function leave(): void {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }

  return async function run<Result>(task: () => Promise<Result>): Promise<Result> {
    await enter();
    try {
      return await task();
    } finally {
      leave();
    }
  };
}
