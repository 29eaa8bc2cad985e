import "server-only";
import { middlewareForConsole } from "./middleware";
import { shortCache } from "./short-cache";

const KEPT_MS = 60_000;
const KEY = "health";

const health = shortCache<string>(KEPT_MS, 1);
let lastKnown: string | null = null;

/**
 * Origin of presigned addresses, for the content policy; the last known one while the middleware
 * does not answer, null when it never has.
 */
export async function findAssetOrigin(): Promise<string | null> {
  try {
    const url = await health.get(KEY, async () => {
      const { assetOrigin } = await middlewareForConsole().health.get();
      return new URL(assetOrigin).origin;
    });
    lastKnown = url;
    return url;
  } catch {
    // Pages must open without the middleware too: they say themselves that it is down.
    return lastKnown;
  }
}
