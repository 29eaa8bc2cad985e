/**
 * Kills Atelier 20 times with SIGKILL while 200 jobs are submitted and worked on, starts it again
 * each time, and counts: every acknowledged job must be settled with exactly the images that were
 * asked for, none lost, none twice.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PERMISSIONS } from "@/lib/contract/permissions";
import { isSettled } from "@/lib/rules/job-states";
import { isAlive, StartedAtelier } from "../support/started-atelier";
import { readHistory } from "./kill-history";

const KILLS = Number(process.env.KILLS ?? 20);
const JOBS = Number(process.env.JOBS ?? 200);
const JOBS_PER_ROUND = Math.ceil(JOBS / KILLS);
const SUBMITTED_AT_ONCE = 4;
/** After the acknowledgement that a round waits for; by then some jobs are under way. */
const KILL_AFTER_MS_MAX = 2000;
const ROUND_MS_MAX = 120_000;
const SETTLE_MS_MAX = 15 * 60 * 1000;
const ORPHAN_GRACE_MS = 5000;

const CALLER = {
  id: "01J00000000000000000000K1X",
  name: "Kill experiment",
  permissions: Object.keys(PERMISSIONS),
};

/** A job that we want, and the id under which it was acknowledged. */
interface Wanted {
  key: string;
  imageCount: number;
  seed: number;
  id: string | null;
}

const figures = { kills: 0, resent: 0, orphans: 0, startSeconds: [] as number[] };
const dataDir = await mkdtemp(join(tmpdir(), "atelier-kill-"));
const wanted: Wanted[] = Array.from({ length: JOBS }, (_, index) => ({
  key: `kill-experiment-${index}`,
  imageCount: 1 + (index % 3),
  seed: 1000 * index,
  id: null,
}));

let isFine = false;
try {
  for (let round = 0; round < KILLS; round += 1) await killOnce(round);
  isFine = await finish();
} finally {
  await rm(dataDir, { recursive: true, force: true });
}
process.exitCode = isFine ? 0 : 1;

async function start(): Promise<StartedAtelier> {
  const startedAt = performance.now();
  const atelier = await StartedAtelier.start(dataDir);
  figures.startSeconds.push((performance.now() - startedAt) / 1000);
  return atelier;
}

/** Submits a round's share, and what an earlier kill left unanswered, and kills in the midst of it. */
async function killOnce(round: number): Promise<void> {
  const atelier = await start();
  const share = wanted.slice(0, (round + 1) * JOBS_PER_ROUND).filter(({ id }) => id === null);
  const submitting = submitAll(atelier, share);
  await acknowledged(share, Math.ceil(Math.random() * share.length));
  await new Promise((resolve) => setTimeout(resolve, Math.random() * KILL_AFTER_MS_MAX));
  const children = atelier.children();
  await atelier.end("SIGKILL");
  figures.kills += 1;
  await submitting;
  await countOrphans(children);
  const known = wanted.filter(({ id }) => id !== null).length;
  console.log(`kill ${round + 1} of ${KILLS}: ${known} of ${JOBS} jobs acknowledged`);
}

/** Waits until `count` jobs of the share are acknowledged, or the round has taken too long. */
async function acknowledged(share: Wanted[], count: number): Promise<void> {
  const deadlineMs = Date.now() + ROUND_MS_MAX;
  while (share.filter(({ id }) => id !== null).length < count && Date.now() < deadlineMs) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function submitAll(atelier: StartedAtelier, share: Wanted[]): Promise<void> {
  const { endpointId, modelId } = await findGround(atelier).catch(() => ({
    endpointId: null,
    modelId: null,
  }));
  if (endpointId === null) return;
  const waiting = [...share];
  const submitter = async () => {
    for (let job = waiting.shift(); job; job = waiting.shift()) {
      job.id = await submit(atelier, job, endpointId, modelId);
    }
  };
  await Promise.all(Array.from({ length: SUBMITTED_AT_ONCE }, submitter));
}

async function findGround(atelier: StartedAtelier) {
  const first = async (path: string): Promise<string> => {
    const response = await atelier.call(CALLER, "GET", path);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()).items[0].id;
  };
  return { endpointId: await first("/v1/endpoints"), modelId: await first("/v1/models") };
}

/** The job's id when the API has acknowledged it; null when it died before it could. */
async function submit(
  atelier: StartedAtelier,
  { key, imageCount, seed }: Wanted,
  endpointId: string,
  modelId: string,
): Promise<string | null> {
  const parameters = {
    prompt: "a red circle",
    sampler_name: "Euler",
    steps: 2,
    cfg_scale: 5,
    width: 64,
    height: 64,
    seed,
    batch_size: 1,
    n_iter: imageCount,
  };
  try {
    const response = await atelier.call(
      CALLER,
      "POST",
      "/v1/inferences",
      { endpointId, modelId, parameters },
      { "idempotency-key": key },
    );
    if (response.status === 201) return (await response.json()).id;
    console.log(`refused ${key}: ${response.status} ${await response.text()}`);
    return null;
  } catch {
    figures.resent += 1;
    return null; // It was killed before it could answer: the same key is sent again.
  }
}

async function countOrphans(children: number[]): Promise<void> {
  const deadlineMs = Date.now() + ORPHAN_GRACE_MS;
  while (children.some(isAlive) && Date.now() < deadlineMs) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  figures.orphans += children.filter(isAlive).length;
}

/** Lets everything settle and compares it with what was wanted. */
async function finish(): Promise<boolean> {
  const atelier = await start();
  try {
    await submitAll(
      atelier,
      wanted.filter(({ id }) => id === null),
    );
    await waitUntilSettled(atelier);
    return await report(atelier);
  } finally {
    await atelier.end("SIGINT");
  }
}

async function waitUntilSettled(atelier: StartedAtelier): Promise<void> {
  const deadlineMs = Date.now() + SETTLE_MS_MAX;
  let open = Number.POSITIVE_INFINITY;
  while (open > 0 && Date.now() < deadlineMs) {
    await new Promise((resolve) => setTimeout(resolve, 2000));
    open = (await readHistory(atelier, CALLER, "/v1/inferences?state=open")).length;
  }
}

async function report(atelier: StartedAtelier): Promise<boolean> {
  const jobs = await readHistory(atelier, CALLER, "/v1/inferences");
  const images = await readHistory(atelier, CALLER, "/v1/images");
  const jobsById = new Map(jobs.map((job) => [job.id, job]));
  const asked = wanted.reduce((sum, { imageCount }) => sum + imageCount, 0);
  const states = (state: string) => jobs.filter((job) => job.state === state).length;
  const wrongCounts = wanted.filter(({ id, imageCount }) => {
    const job = jobsById.get(id ?? "");
    const stored = images.filter(({ inferenceId }) => inferenceId === id).length;
    return job?.state === "completed" && (job.imageCount !== imageCount || stored !== imageCount);
  }).length;
  const lost = wanted.filter(({ id }) => id === null || !jobsById.has(id)).length;
  const duplicated = jobs.length - new Set(wanted.map(({ id }) => id)).size + lost;
  const unsettled = jobs.filter(({ state }) => !isSettled(state)).length;
  const seconds = [...figures.startSeconds].sort((a, b) => a - b);
  console.table({
    "kill -9": figures.kills,
    "jobs wanted": JOBS,
    "sent again after a kill": figures.resent,
    "jobs stored": jobs.length,
    lost,
    duplicated,
    "not settled": unsettled,
    completed: states("completed"),
    failed: states("failed"),
    "images asked for": asked,
    "images stored": images.length,
    "jobs with a wrong number of images": wrongCounts,
    "processes left behind": figures.orphans,
    "seconds to start, median": Number(seconds[Math.floor(seconds.length / 2)]?.toFixed(1)),
    "seconds to start, longest": Number(seconds.at(-1)?.toFixed(1)),
  });
  for (const { id, failure } of jobs.filter(({ state }) => state === "failed")) {
    console.log(`${id} failed: ${failure?.message}`);
  }
  return [lost, duplicated, unsettled, wrongCounts, figures.orphans].every((count) => count === 0);
}
