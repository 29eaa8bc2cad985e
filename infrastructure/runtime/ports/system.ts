import { systemClock } from "@/infrastructure/adapters/system/clock";
import { createIds } from "@/infrastructure/adapters/system/ids";
import { createLogger } from "../logger";
import { once } from "../once";

/*
 * Every file in this folder makes the ports of one outside system real, at their first use and for
 * the life of the process. A Lambda that imports only what it needs is bundled without the rest.
 */
export const systemPorts = once(() => ({
  clock: systemClock,
  ids: createIds(systemClock),
  log: createLogger(),
}));
