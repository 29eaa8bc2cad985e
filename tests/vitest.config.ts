import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Suites by cost: `fast` belongs to `npm run check`, `full` needs the embedded AWS or the engine. */
const FAST = ["rules", "contract", "boundaries", "samplers", "components"];
const FULL = ["use-cases", "adapters", "engine", "local", "stacks", "server"];

/** Where the runner wants a machine-readable report. */
const REPORT = process.env.ATELIER_TEST_REPORT;

const project = (name: string, suites: string[], options: { isolate?: boolean } = {}) => ({
  extends: true as const,
  test: {
    ...options,
    name,
    include: suites.map((suite) => `tests/${suite}/**/*.test.{ts,tsx}`),
  },
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
    projects: [
      project("fast", FAST),
      // A file for each answer of each operation: they share one embedded AWS instead of starting
      // seventy, and each makes the people and rows that it speaks of.
      project("answers", ["answers"], { isolate: false }),
      project("full", FULL),
    ],
  },
});
