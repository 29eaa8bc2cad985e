/**
 * From `npm start` to the first picture, as a newcomer meets it: seconds until the link and until
 * the picture is on the screen, seconds a sampling step, and peak memory of each process. Run it
 * in a fresh clone to see the first start with its build.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { chromium, type Page } from "@playwright/test";
import { Atelier } from "../e2e/atelier";
import { setUpAdministrator } from "../e2e/set-up";
import { finishedPicture, submit } from "../e2e/studio";
import { CHROMIUM, CHROMIUM_FLAGS } from "../support/chromium";

const PICTURE_SECONDS_MAX = 120;
const MORE_PICTURES = 5;

interface Timed {
  parameters: { steps: number };
  timings: { sample_seconds: number };
}

async function pictureOnScreen(page: Page): Promise<Timed> {
  const jobId = await submit(page);
  await finishedPicture(page, jobId).waitFor({ timeout: PICTURE_SECONDS_MAX * 1000 });
  const answer = await page.request.get(`/api/v1/inferences/${jobId}`);
  return answer.json();
}

const secondsPerStep = ({ parameters, timings }: Timed) =>
  timings.sample_seconds / parameters.steps;

/** Peak resident memory in MiB of every process below one, by what it runs; Linux only. */
function peakMemory(pid: number): { process: string; "peak MiB": number }[] {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const peakKib = Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0);
  const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  const script = command.find((word) => /\.ts$|next-server/.test(word)) ?? command[0] ?? "";
  const own = {
    process: script.split("/").slice(-2).join("/"),
    "peak MiB": Math.round(peakKib / 1024),
  };
  let children = "";
  try {
    children = execFileSync("pgrep", ["-P", String(pid)], { encoding: "utf8" });
  } catch {
    // pgrep fails when it finds none.
  }
  return [
    own,
    ...children
      .split("\n")
      .filter(Boolean)
      .flatMap((child) => peakMemory(Number(child))),
  ];
}

const atelier = await Atelier.install();
const browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_FLAGS });
try {
  const started = performance.now();
  const since = () => ((performance.now() - started) / 1000).toFixed(1);
  const link = await atelier.start();
  const linkSeconds = since();
  const page = await browser.newPage({ baseURL: atelier.url });
  await setUpAdministrator(page, link);
  const steps = [secondsPerStep(await pictureOnScreen(page))];
  const pictureSeconds = since();
  while (steps.length <= MORE_PICTURES) steps.push(secondsPerStep(await pictureOnScreen(page)));
  const median = steps.sort((a, b) => a - b)[Math.floor(steps.length / 2)] ?? Number.NaN;
  console.table({
    "npm start → link, s": linkSeconds,
    "npm start → first picture on the screen, s": pictureSeconds,
    "a step at 128 px with CFG, ms (median)": (median * 1000).toFixed(1),
  });
  console.table(peakMemory(atelier.pid));
} finally {
  await browser.close();
  await atelier.remove();
}
