/** State is safe at every moment, so a stop that hangs is cut off. */
const STOP_MS_MAX = 8000;

interface Part {
  close(): Promise<void>;
}

/** What has been started, and its end in the opposite order. */
export class RunningParts {
  readonly #parts: Part[] = [];
  #isEnding = false;

  get isEnding(): boolean {
    return this.#isEnding;
  }

  add(part: Part): void {
    this.#parts.push(part);
  }

  /** Closes every part and ends the process; asking again changes nothing. */
  async end(code: number, onEnd?: () => void): Promise<void> {
    if (this.#isEnding) return;
    this.#isEnding = true;
    setTimeout(() => process.exit(code), STOP_MS_MAX);
    for (const part of this.#parts.splice(0).reverse()) {
      await part.close().catch((error: unknown) => console.error("A part did not stop.", error));
    }
    onEnd?.();
    process.exit(code);
  }
}
