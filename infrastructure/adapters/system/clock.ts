import type { Clock } from "@/lib/ports/environment";

export const systemClock: Clock = { now: () => new Date() };
