/** Makes work on the same key wait its turn; work on different keys runs side by side. */
export class KeyLocks {
  readonly #tails = new Map<string, Promise<void>>();

  /** Runs `work` while it holds all `keys`. Keys are taken in one order, so nobody can deadlock. */
  async run<T>(keys: string[], work: () => Promise<T>): Promise<T> {
    const releases: (() => void)[] = [];
    for (const key of [...new Set(keys)].sort()) releases.push(await this.#acquire(key));
    try {
      return await work();
    } finally {
      for (const release of releases) release();
    }
  }

  async #acquire(key: string): Promise<() => void> {
    const before = this.#tails.get(key);
    const { promise, resolve } = deferred();
    this.#tails.set(key, promise);
    await before;
    return () => {
      if (this.#tails.get(key) === promise) this.#tails.delete(key);
      resolve();
    };
  }
}

/** Lets many share a resource, or one have it alone; who asks first goes first. */
export class Gate {
  #sharing = 0;
  #closed: Promise<void> | undefined;
  #onIdle: (() => void) | undefined;

  async shared<T>(work: () => Promise<T>): Promise<T> {
    while (this.#closed) await this.#closed;
    this.#sharing += 1;
    try {
      return await work();
    } finally {
      this.#sharing -= 1;
      if (this.#sharing === 0) this.#onIdle?.();
    }
  }

  async exclusive<T>(work: () => Promise<T>): Promise<T> {
    while (this.#closed) await this.#closed;
    const { promise, resolve } = deferred();
    this.#closed = promise;
    try {
      if (this.#sharing > 0) await new Promise<void>((idle) => (this.#onIdle = idle));
      return await work();
    } finally {
      this.#onIdle = undefined;
      this.#closed = undefined;
      resolve();
    }
  }
}

function deferred() {
  let resolve!: () => void;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}
