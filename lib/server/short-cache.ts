interface Entry<Value> {
  value: Promise<Value>;
  freshUntilMs: number;
}

/**
 * Answers one question per key at most once in a while; failures are not kept.
 *
 * @param keptMs how old an answer may be
 * @param entriesMax the oldest go first, so that strangers cannot fill the memory
 */
export function shortCache<Value>(keptMs: number, entriesMax: number, nowMs = Date.now) {
  const entries = new Map<string, Entry<Value>>();

  return {
    get(key: string, read: () => Promise<Value>): Promise<Value> {
      const kept = entries.get(key);
      if (kept && kept.freshUntilMs > nowMs()) return kept.value;
      const value = read();
      entries.delete(key);
      entries.set(key, { value, freshUntilMs: nowMs() + keptMs });
      value.catch(() => entries.delete(key));
      if (entries.size > entriesMax) entries.delete(entries.keys().next().value ?? "");
      return value;
    },
    forget: (key: string) => entries.delete(key),
  };
}
