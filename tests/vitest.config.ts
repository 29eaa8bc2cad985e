import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Suites by cost: `fast` belongs to `npm run check`, `full` needs the embedded AWS or the engine. */
const FAST = ["rules", "contract", "boundaries", "samplers"];
const FULL = [
  "answers",
  "use-cases",
  "adapters",
  "engine",
  "local",
  "stacks",
  "server",
  "containers",
];

/** Where the runner wants a machine-readable report. */
const REPORT = process.env.ATELIER_TEST_REPORT;

const project = (name: string, suites: string[]) => ({
  extends: true as const,
  test: { name, include: suites.map((suite) => `tests/${suite}/**/*.test.{ts,tsx}`) },
});

export default defineConfig({
  root,
  resolve: { alias: { "@": root.replace(/\/$/, "") } },
  test: {
    environment: "node",
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Two cores: more workers than that only make the embedded servers wait for each other.
    maxWorkers: 2,
    reporters: REPORT ? ["default", ["json", { outputFile: REPORT }]] : ["default"],
    projects: [project("fast", FAST), project("full", FULL)],
  },
});
