import { mkdir, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import {
  cruise,
  type ICruiseOptions,
  type ICruiseResult,
  type IForbiddenRuleType,
} from "dependency-cruiser";
import { afterAll, expect, test } from "vitest";
import { REFUSED } from "./examples";

interface Walls {
  forbidden: (IForbiddenRuleType & { name: string })[];
  options: ICruiseOptions;
}
const walls: Walls = createRequire(import.meta.url)("../../.dependency-cruiser.cjs");

/** Inside the repository, so that packages resolve as they do for the product. */
const ROOT = join(process.cwd(), ".atelier", `boundaries-${process.pid}`);
afterAll(() => rm(ROOT, { recursive: true, force: true }));

async function violationsOf(files: Record<string, string>, name: string): Promise<string[]> {
  const folder = join(ROOT, name);
  for (const [path, source] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), source);
  }
  const { tsConfig: _, ...options } = walls.options;
  const { output } = await cruise(Object.keys(files), {
    ...options,
    baseDir: folder,
    ruleSet: { forbidden: walls.forbidden },
    validate: true,
  });
  return (output as ICruiseResult).summary.violations.map(({ rule }) => rule.name);
}

test("every wall has an example that it must refuse", () => {
  expect(Object.keys(REFUSED).sort()).toEqual(walls.forbidden.map(({ name }) => name).sort());
});

test.each(Object.keys(REFUSED))("%s is refused", async (name) => {
  expect(await violationsOf(REFUSED[name] ?? {}, name)).toContain(name);
});

test("the walls see the product, not an empty list of modules", async () => {
  const { output } = await cruise(["lib"], { ...walls.options, tsConfig: undefined });
  expect((output as ICruiseResult).modules.length).toBeGreaterThan(20);
});
