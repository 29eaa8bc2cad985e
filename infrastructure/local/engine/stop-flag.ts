import { setTimeout as sleep } from "node:timers/promises";
import { ENGINE_FILES } from "@/lib/contract/engine";
import type { JobStore } from "./job-store";

const POLL_MS = 250;

/** Watches for the object that asks a job to stop. */
export class StopFlag {
  private raised = false;
  private readonly closing = new AbortController();
  private polling: Promise<void> = Promise.resolve();

  private constructor(
    private readonly store: JobStore,
    private readonly uri: string,
  ) {}

  /** Look once, then keep looking until `close`. */
  static async watch(store: JobStore, prefix: string): Promise<StopFlag> {
    const flag = new StopFlag(store, prefix + ENGINE_FILES.stop);
    await flag.look();
    flag.polling = flag.poll();
    return flag;
  }

  get isRaised(): boolean {
    return this.raised;
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.polling;
  }

  private async look() {
    this.raised = (await this.store.statObject(this.uri)) !== null;
  }

  private async poll() {
    const { signal } = this.closing;
    while (!this.raised && !signal.aborted) {
      // Waiting ends early when the job does; a look that fails is made good by the next one.
      await sleep(POLL_MS, undefined, { signal }).catch(() => undefined);
      if (!signal.aborted) await this.look().catch(() => undefined);
    }
  }
}
