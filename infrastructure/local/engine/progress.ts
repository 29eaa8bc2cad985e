import { ENGINE_FILES, type EngineProgress } from "@/lib/contract/engine";
import { CHANGING, type JobStore } from "./job-store";

const INTERVAL_MS = 300;

type State = Pick<EngineProgress, "state" | "step" | "images_done" | "preview">;

/**
 * Writes `progress.json` beside the work: newest state wins, one write at a time, never waited for.
 * A write that fails is dropped, since the next one says more and the result does not need it.
 */
export class ProgressWriter {
  private readonly startedAt = new Date().toISOString();
  private state: State = { state: "starting", step: 0, images_done: 0, preview: null };
  private writing: Promise<void> | null = null;
  private writtenAtMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly store: JobStore,
    private readonly prefix: string,
    private readonly totalSteps: number,
  ) {}

  /** True when a state given now would be written: the time to make a preview. */
  get isDue(): boolean {
    return this.writing === null && performance.now() - this.writtenAtMs >= INTERVAL_MS;
  }

  update(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
    if (!this.isDue) return;
    this.writtenAtMs = performance.now();
    this.writing = this.write().finally(() => {
      this.writing = null;
    });
  }

  /** Wait for the write under way, so that nothing is written after the job's answer. */
  async close(): Promise<void> {
    await this.writing;
  }

  private async write() {
    const progress: EngineProgress = {
      ...this.state,
      total_steps: this.totalSteps,
      started_at: this.startedAt,
      updated_at: new Date().toISOString(),
    };
    await this.store
      .putObject(this.prefix + ENGINE_FILES.progress, JSON.stringify(progress), {
        contentType: "application/json",
        cacheControl: CHANGING,
      })
      .catch(() => undefined);
  }
}
