/** The fast part of the tests: types, lint, walls and pure rules. Both cores are used. */
import { LINT, runStep, sum, TYPES, vitest, WALLS } from "./support/steps";

async function inOrder(steps: Parameters<typeof runStep>[0][]) {
  const counts = [];
  for (const step of steps) counts.push(await runStep(step));
  return sum(counts);
}

const { passed, failed } = sum(
  await Promise.all([inOrder([TYPES]), inOrder([LINT, WALLS, vitest("rules", ["fast"])])]),
);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
