/** Every benchmark, each against a limit that is measured in the same run. */
import { firstLoad } from "./first-load";
import { storeLatency } from "./store-latency";

const results = [await storeLatency(), await firstLoad()];
process.exitCode = results.every(Boolean) ? 0 : 1;
