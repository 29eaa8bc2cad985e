import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Counts {
  passed: number;
  failed: number;
}

export interface Step {
  name: string;
  command: string[];
  environment?: Record<string, string>;
  /** Reads a runner's report; a step without one counts as a single test. */
  report?: { variable: string; read: (json: unknown) => Counts };
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
}
interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number };
}

export const readVitest = (json: unknown): Counts => {
  const { numPassedTests, numFailedTests } = json as VitestReport;
  return { passed: numPassedTests, failed: numFailedTests };
};

export const readPlaywright = (json: unknown): Counts => {
  const { expected, unexpected, flaky } = (json as PlaywrightReport).stats;
  return { passed: expected + flaky, failed: unexpected };
};

function execute(step: Step, environment: NodeJS.ProcessEnv): Promise<boolean> {
  const [program = "", ...parameters] = step.command;
  return new Promise((resolve) => {
    const child = spawn(program, parameters, { env: environment, stdio: "inherit" });
    child.on("error", () => resolve(false));
    child.on("exit", (code) => resolve(code === 0));
  });
}

/** Run one step and count its tests; a runner that dies without a report counts as one failure. */
export async function runStep(step: Step): Promise<Counts> {
  const started = performance.now();
  const folder = await mkdtemp(join(tmpdir(), "atelier-report-"));
  const file = join(folder, "report.json");
  const reportVariable = step.report ? { [step.report.variable]: file } : {};
  const ok = await execute(step, { ...process.env, ...step.environment, ...reportVariable });
  let counts: Counts = ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  if (step.report) {
    try {
      counts = step.report.read(JSON.parse(await readFile(file, "utf8")));
      if (!ok && counts.failed === 0) counts.failed = 1;
    } catch {
      counts = { passed: 0, failed: 1 };
    }
  }
  await rm(folder, { recursive: true, force: true });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`# ${step.name}: ${counts.passed} passed, ${counts.failed} failed (${seconds} s)\n`);
  return counts;
}

export const sum = (all: Counts[]): Counts => ({
  passed: all.reduce((total, { passed }) => total + passed, 0),
  failed: all.reduce((total, { failed }) => total + failed, 0),
});

const VITEST = ["npx", "vitest", "run", "--config", "tests/vitest.config.ts"];

/** Vitest projects as one step. */
export const vitest = (name: string, projects: string[]): Step => ({
  name,
  command: [...VITEST, ...projects.flatMap((project) => ["--project", project])],
  report: { variable: "ATELIER_TEST_REPORT", read: readVitest },
});

export const TYPES: Step = { name: "types", command: ["npm", "run", "--silent", "types"] };
export const LINT: Step = { name: "lint", command: ["npm", "run", "--silent", "lint"] };
export const WALLS: Step = { name: "walls", command: ["npm", "run", "--silent", "walls"] };
export const DEAD_CODE: Step = { name: "dead code", command: ["npm", "run", "--silent", "dead"] };
