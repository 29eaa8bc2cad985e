import { readFile, writeFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { writeFineTunedCheckpoint } from "../support/fine-tuned-checkpoint";
import { Atelier } from "./atelier";
import { expectAccessible } from "./axe";
import { setUpAdministrator } from "./set-up";
import {
  finishedPicture,
  generate,
  jobInAddress,
  PROMPT,
  pictureBytes,
  setParameters,
  submit,
} from "./studio";

/**
 * From clone to first image, as one person does it: set up, generate, look back, bring a model,
 * pull the plug and go on. One installation and one browser, so each step stands on the one before.
 */
test.describe.configure({ mode: "serial" });

const SEEDED = { seed: 7, steps: 6 };

let atelier: Atelier;
let page: Page;
let seededPicture: Buffer[];
const complaints: string[] = [];

test.beforeAll(async ({ browser }) => {
  atelier = await Atelier.install();
  page = await (await browser.newContext()).newPage();
  page.on("console", (message) => {
    if (/Content Security Policy|hydrat/i.test(message.text())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
});

test.afterAll(async () => {
  await page?.context().close();
  await atelier?.remove();
});

test("a one-use link creates the administrator and opens the studio", async ({ browser }) => {
  const link = await atelier.start();
  expect(link).toContain("/set-up?token=");
  await page.goto(link);
  await expectAccessible(page);
  await setUpAdministrator(page, link);

  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(link);
  await expect(stranger.getByText("Atelier is set up")).toBeVisible();
  await stranger.goto(`${atelier.url}/history`);
  await expect(stranger).toHaveURL(/\/sign-in\?next=/);
  await expectAccessible(stranger);
  await stranger.context().close();
});

test("Generate shows progress and then the finished picture", async () => {
  await expect(page.getByLabel("Prompt", { exact: true })).toHaveValue(PROMPT);
  await expectAccessible(page);
  const jobId = await submit(page);
  await expect(page.getByRole("progressbar", { name: "Progress of the job" })).toBeVisible();
  await expect(finishedPicture(page, jobId)).toBeVisible();
  await expectAccessible(page);
});

test("the same seed gives the same bytes, and every parameter changes the picture", async () => {
  seededPicture = await pictureBytes(page, await generate(page, SEEDED));
  const again = await pictureBytes(page, await generate(page, SEEDED));
  expect(again).toEqual(seededPicture);
  const changes = [
    { prompt: "a yellow boat on the right, sea, sunset sky, the sun" },
    { negativePrompt: "green hills" },
    { sampler: "Euler a" },
    { steps: 9 },
    { cfg: 9 },
    { seed: 8 },
    { width: 192 },
  ];
  for (const change of changes) {
    const changed = await pictureBytes(page, await generate(page, { ...SEEDED, ...change }));
    expect(changed[0]?.equals(seededPicture[0] as Buffer), JSON.stringify(change)).toBe(false);
  }
  const four = await generate(page, { ...SEEDED, batches: 2, batchSize: 2 });
  const pictures = await pictureBytes(page, four);
  expect(pictures).toHaveLength(4);
  expect(pictures[0]).toEqual(seededPicture[0]);
});

test("a running job can be stopped and keeps what is finished", async () => {
  await setParameters(page, { steps: 100, width: 256, height: 256, batches: 16 });
  const jobId = await submit(page);
  await expect(page.getByText(/Step \d+ of 1600/)).toBeVisible();
  await page.getByRole("button", { name: "Stop" }).click();
  const answer = () => page.request.get(`${atelier.url}/api/v1/inferences/${jobId}`);
  await expect.poll(async () => (await (await answer()).json()).state).toBe("stopped");
});

test("a job goes on when its tab is closed, and is there when one comes back", async () => {
  await setParameters(page, { steps: 60, seed: 11 });
  const jobId = await submit(page);
  await page.goto("about:blank");
  await page.goto(`${atelier.url}/studio?job=${jobId}`);
  await expect(finishedPicture(page, jobId)).toBeVisible();
});

test("the history shows every picture, its parameters, and fills the studio from it", async () => {
  await page.goto(`${atelier.url}/history`);
  const newest = page.getByRole("main").locator('a[href^="/history/"]').first();
  await expect(newest.locator("img")).toHaveAttribute("src", /thumbnails/);
  await expectAccessible(page);
  await newest.click();
  await expect(page).toHaveURL(/\/history\/\w{26}-\d+/);
  for (const text of [PROMPT, "DPM++ 2M Karras", "Ada", "This computer", "tiny"]) {
    const shown = page.getByText(text, { exact: true }).filter({ visible: true });
    await expect(shown.first()).toBeVisible();
  }
  await expect(page.getByText("How long it took")).toBeVisible();
  await expectAccessible(page);

  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download PNG" }).click();
  const png = await readFile(await (await download).path());
  expect(png.toString("latin1")).toContain(
    `parameters\0${PROMPT}\nSteps: 60, Sampler: DPM++ 2M Karras`,
  );

  await page.getByRole("link", { name: "Use these settings" }).click();
  await expect(page).toHaveURL(/\/studio/);
  const fromHistory = await generate(page);
  expect(await pictureBytes(page, fromHistory)).toEqual([png]);
});

test("a second checkpoint is uploaded, listed and used", async () => {
  const file = test.info().outputPath("warm evening.safetensors");
  await writeFineTunedCheckpoint(file);
  await page.goto(`${atelier.url}/models`);
  await expectAccessible(page);
  await page.setInputFiles('input[type="file"]', file);
  await page.getByRole("button", { name: "Upload", exact: true }).click();
  await expect(page.getByText(/is ready\. Choose it in the studio/)).toBeVisible();
  await expectAccessible(page);

  await page.goto(`${atelier.url}/studio`);
  const tuned = await generate(page, { ...SEEDED, model: "warm evening" });
  expect((await pictureBytes(page, tuned))[0]?.equals(seededPicture[0] as Buffer)).toBe(false);
});

test("files that are no models are refused with the reason, before a byte is sent", async () => {
  await page.goto(`${atelier.url}/models`);
  const pickle = test.info().outputPath("pickle.safetensors");
  await writeFile(pickle, Buffer.from([0x80, 0x02, ...new Array(64).fill(0x4e)]));
  const whole = test.info().outputPath("whole.safetensors");
  await writeFineTunedCheckpoint(whole);
  const truncated = test.info().outputPath("truncated.safetensors");
  await writeFile(truncated, (await readFile(whole)).subarray(0, 100_000));
  await page.setInputFiles('input[type="file"]', [pickle, truncated]);
  await expect(page.getByText(/This is a pickle file, not safetensors/)).toBeVisible();
  await expect(page.getByText(/The file is cut off: \d+ bytes are missing/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Upload", exact: true })).toHaveCount(0);
});

test("endpoints and jobs tell what runs and what it costs", async () => {
  for (const path of ["/endpoints", "/jobs"]) {
    await page.goto(`${atelier.url}${path}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectAccessible(page);
  }
});

test("kill -9 in the middle of a job loses nothing, and the same seed still gives the same bytes", async () => {
  await page.goto(`${atelier.url}/studio`);
  await setParameters(page, { steps: 100, width: 256, height: 256, seed: 5 });
  const jobId = await submit(page);
  await expect(page.getByText(/Step \d+ of 100/)).toBeVisible();
  await atelier.end("SIGKILL");
  expect(await atelier.start()).toBe(atelier.url);
  await page.goto(`${atelier.url}/studio?job=${jobId}`);
  await expect(finishedPicture(page, jobId)).toBeVisible({ timeout: 90_000 });
  expect(jobInAddress(page)).toBe(jobId);

  const again = await pictureBytes(page, await generate(page, { ...SEEDED, model: "tiny" }));
  expect(again).toEqual(seededPicture);
});

test("Ctrl-C ends everything cleanly", async () => {
  expect(await atelier.end("SIGINT")).toBe(0);
  expect(complaints).toEqual([]);
});
