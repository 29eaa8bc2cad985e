/** Everything that CI runs, suite after suite, ending with one line that adds them up. */
import { prepareChromium, prepareMoto, startMoto } from "./support/prepare";
import {
  type Counts,
  DEAD_CODE,
  LINT,
  readPlaywright,
  runStep,
  type Step,
  sum,
  TYPES,
  vitest,
  WALLS,
} from "./support/steps";

const BUILD: Step = { name: "console build", command: ["npx", "next", "build"] };
const JOURNEYS: Step = {
  name: "journeys in Chromium",
  command: ["npx", "playwright", "test", "--config", "tests/e2e/playwright.config.ts"],
  report: { variable: "PLAYWRIGHT_JSON_OUTPUT_NAME", read: readPlaywright },
};

await prepareChromium();
await prepareMoto();
const moto = await startMoto();
process.env.ATELIER_TEST_MOTO_URL = moto.url;

const counts: Counts[] = [];
try {
  // Next writes the types of its routes while it builds, so it comes before the type check.
  for (const step of [
    BUILD,
    TYPES,
    LINT,
    WALLS,
    DEAD_CODE,
    vitest("rules, answers, engine, embedded AWS, stacks", ["fast", "answers", "full"]),
    JOURNEYS,
  ]) {
    counts.push(await runStep(step));
  }
} finally {
  moto.stop();
}

const { passed, failed } = sum(counts);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
