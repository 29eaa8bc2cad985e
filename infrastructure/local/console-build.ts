import { fork } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { REPOSITORY } from "./fork-module";
import { PlainError } from "./plain-error";

/** What the built console depends on. */
const SOURCES = [
  "app",
  "components",
  "instrumentation.ts",
  "lib",
  "public",
  "next.config.js",
  "package-lock.json",
  "postcss.config.mjs",
  "proxy.ts",
];

const DIST = join(REPOSITORY, process.env.ATELIER_NEXT_DIST || ".next");
const HASH_FILE = join(DIST, "sources.sha256");
/** Next writes these last: a build that was cut off lacks one of them. */
const LAST_FILE = join(DIST, "prerender-manifest.json");
const NAME_FILE = join(DIST, "BUILD_ID");

export interface BuildOptions {
  /** Gets what Next prints. */
  logPath: string;
  /** Ends the build when it aborts. */
  signal: AbortSignal;
  /** Called before the build begins, if one is needed. */
  onBuild(): void;
}

/** Builds the console when its sources have changed since the last build. Throws PlainError. */
export async function buildConsole({ logPath, signal, onBuild }: BuildOptions): Promise<void> {
  const sources = await listSources();
  const hash = await hashOf(sources);
  if (await isBuilt(hash, sources)) return;
  onBuild();
  await rm(HASH_FILE, { force: true });
  await rm(LAST_FILE, { force: true });
  await rm(NAME_FILE, { force: true });
  await runNextBuild(logPath, signal);
  await writeFile(HASH_FILE, hash);
}

/** A build by hand leaves no hash, and is good when it is younger than every source. */
async function isBuilt(hash: string, sources: string[]): Promise<boolean> {
  const builtAtMs = await modifiedAtMs(LAST_FILE);
  if (builtAtMs === undefined || !(await isFinished())) return false;
  const builtFrom = await readFile(HASH_FILE, "utf8").catch(() => undefined);
  if (builtFrom !== undefined) return builtFrom === hash;
  const changesMs = await Promise.all(sources.map(modifiedAtMs));
  return changesMs.every((changedAtMs) => (changedAtMs ?? 0) < builtAtMs);
}

const isFinished = async () =>
  (await modifiedAtMs(LAST_FILE)) !== undefined && (await modifiedAtMs(NAME_FILE)) !== undefined;

const modifiedAtMs = (path: string) =>
  stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => undefined,
  );

async function listSources(): Promise<string[]> {
  const listed = await Promise.all(SOURCES.map((source) => listFiles(join(REPOSITORY, source))));
  return listed.flat().sort();
}

async function listFiles(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => undefined);
  if (!found) return [];
  if (!found.isDirectory()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

async function hashOf(paths: string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const path of paths) {
    const content = await readFile(path);
    hash.update(`${path.slice(REPOSITORY.length)}\n${content.length}\n`).update(content);
  }
  return hash.digest("hex");
}

/**
 * Loaded before Next, which does not know of us: a build without its parent would hold Next's
 * lock. Next's own workers load it too and have another parent.
 */
const END_WITH_PARENT = `data:text/javascript,${encodeURIComponent(`
  if (process.ppid === ${process.pid}) {
    process.once("disconnect", () => process.exit(1));
    process.channel.unref();
  }
`)}`;

async function runNextBuild(logPath: string, signal: AbortSignal): Promise<void> {
  const next = createRequire(import.meta.url).resolve("next/dist/bin/next");
  const log = openSync(logPath, "a");
  const build = fork(next, ["build"], {
    cwd: REPOSITORY,
    env: { ...process.env, NODE_ENV: "production" },
    execArgv: ["--import", END_WITH_PARENT],
    stdio: ["ignore", log, log, "ipc"],
  });
  closeSync(log);
  signal.addEventListener("abort", () => build.kill());
  const [code] = await once(build, "exit");
  // Next has been seen to end well without having finished.
  if (code !== 0 || !(await isFinished())) {
    throw new PlainError(`The console could not be built. The log says why: ${logPath}`);
  }
}
