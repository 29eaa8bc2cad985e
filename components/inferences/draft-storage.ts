import { type Draft, firstDraft } from "./draft";

const KEY = "atelier.studio.draft";
const VIEW_KEY = "atelier.studio.view";

/** simple hides all but prompt, model and shape. */
export type StudioView = "simple" | "full";

function read(key: string): string | null {
  try {
    return window.localStorage.getItem(key);
  } catch {
    return null; // Storage is switched off in this browser: the draft then lives as long as the tab.
  }
}

function write(key: string, value: string) {
  try {
    window.localStorage.setItem(key, value);
  } catch {
    // Full or switched off: nothing is lost that the person has not in front of them.
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Take the values that are still of the type that the form expects. */
function merged<Value extends object>(fallback: Value, stored: unknown): Value {
  if (!isRecord(stored)) return fallback;
  const kept = Object.entries(fallback).map(([key, value]) => {
    const candidate = stored[key];
    return [key, typeof candidate === typeof value ? candidate : value];
  });
  // Keys and types are those of the fallback, by the two lines above.
  return Object.fromEntries(kept) as Value;
}

/** The draft of an earlier visit, or null on the first. */
export function loadDraft(): Draft | null {
  const text = read(KEY);
  if (text === null) return null;
  try {
    const stored: unknown = JSON.parse(text);
    if (!isRecord(stored)) return null;
    const { parameters } = firstDraft();
    return {
      endpointId: typeof stored.endpointId === "string" ? stored.endpointId : null,
      modelId: typeof stored.modelId === "string" ? stored.modelId : null,
      seedMode: stored.seedMode === "locked" ? "locked" : "random",
      parameters: merged(parameters, stored.parameters),
    };
  } catch {
    return null;
  }
}

/** Keep the draft; numbers that are half typed fall back to the last whole ones on the next visit. */
export const saveDraft = (draft: Draft) => write(KEY, JSON.stringify(draft));

export const loadView = (): StudioView => (read(VIEW_KEY) === "simple" ? "simple" : "full");
export const saveView = (view: StudioView) => write(VIEW_KEY, view);
