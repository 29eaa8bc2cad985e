/**
 * First-load JavaScript of every page against an empty Next app that is built in the same run.
 * Counted is what the served HTML asks for: every script tag, gzip level 9, without the polyfills
 * that only browsers without modules load.
 */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { chromium } from "@playwright/test";
import { Atelier } from "../e2e/atelier";
import { setUpAdministrator } from "../e2e/set-up";
import { CHROMIUM, CHROMIUM_FLAGS } from "../support/chromium";
import { freePort } from "../support/free-port";

const RATIO_MAX = 1.35;
const PAGES = ["/studio", "/history", "/models", "/endpoints", "/jobs"];
const SIGNED_OUT_PAGES = ["/sign-in"];

const EMPTY_FILES: Record<string, string> = {
  "package.json": `{ "name": "empty", "private": true, "type": "module" }`,
  "next.config.js": "export default { turbopack: { root: import.meta.dirname } };",
  "app/layout.js": `export default function Layout({ children }) { return <html lang="en"><body>{children}</body></html>; }`,
  "app/page.js": `export default function Page() { return <p>Empty</p>; }`,
};

type Get = (url: string) => Promise<string>;

async function scriptBytes(page: string, get: Get): Promise<number> {
  const html = await get(page);
  const tags = [...html.matchAll(/<script\b[^>]*\bsrc="([^"]+)"[^>]*>/g)];
  const sources = new Set(
    tags.filter(([tag]) => !/\bnomodule\b/i.test(tag)).map(([, source]) => source ?? ""),
  );
  let bytes = 0;
  for (const source of sources) {
    bytes += gzipSync(await get(new URL(source, page).href), { level: 9 }).length;
  }
  return bytes;
}

const fetchText: Get = async (url) => {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return answer.text();
};

async function untilAnswering(url: string) {
  for (;;) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    if (answer) throw new Error(`${url} answered ${answer.status}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Outside the repository and with packages of its own: Next would take in our instrumentation. */
async function writeEmptyApp(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "atelier-empty-app-"));
  for (const [path, text] of Object.entries(EMPTY_FILES)) {
    await mkdir(join(folder, path, ".."), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  execFileSync("cp", ["-a", "node_modules", folder]);
  return folder;
}

async function measureEmpty(): Promise<number> {
  const folder = await writeEmptyApp();
  const built = spawnSync("npx", ["next", "build"], { cwd: folder, stdio: "ignore" });
  if (built.status !== 0) throw new Error("The empty Next app did not build.");
  const port = await freePort();
  const server = spawn("npx", ["next", "start", "-p", String(port)], {
    cwd: folder,
    stdio: "ignore",
    detached: true,
  });
  try {
    const page = `http://127.0.0.1:${port}/`;
    await untilAnswering(page);
    return await scriptBytes(page, fetchText);
  } finally {
    if (server.pid) process.kill(-server.pid, "SIGKILL");
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureConsole(): Promise<Map<string, number>> {
  const atelier = await Atelier.install();
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_FLAGS });
  try {
    const link = await atelier.start();
    const bytes = new Map<string, number>();
    for (const page of SIGNED_OUT_PAGES) {
      bytes.set(page, await scriptBytes(`${atelier.url}${page}`, fetchText));
    }
    const context = await browser.newContext();
    await setUpAdministrator(await context.newPage(), link);
    const getSignedIn: Get = async (url) => (await context.request.get(url)).text();
    for (const page of PAGES) {
      bytes.set(page, await scriptBytes(`${atelier.url}${page}`, getSignedIn));
    }
    return bytes;
  } finally {
    await browser.close();
    await atelier.remove();
  }
}

export async function firstLoad(): Promise<boolean> {
  const empty = await measureEmpty();
  const pages = await measureConsole();
  const rows = [...pages].map(([page, bytes]) => ({
    page,
    "kB gzip": (bytes / 1000).toFixed(1),
    ratio: (bytes / empty).toFixed(2),
    ok: bytes / empty <= RATIO_MAX,
  }));
  console.log(`\nFirst-load JavaScript; an empty Next app needs ${(empty / 1000).toFixed(1)} kB`);
  console.table(rows);
  return rows.every(({ ok }) => ok);
}
