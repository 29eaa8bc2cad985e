import { expect, type Locator, type Page } from "@playwright/test";

/** The prompt that stands ready on the first visit. */
export const PROMPT = "a red house on the left, blue sky, green hills, mountains";

export interface Settings {
  prompt?: string;
  negativePrompt?: string;
  model?: string;
  sampler?: string;
  steps?: number;
  cfg?: number;
  seed?: number;
  width?: number;
  height?: number;
  batches?: number;
  batchSize?: number;
}

const DEFAULTS: Settings = {
  prompt: PROMPT,
  negativePrompt: "",
  sampler: "DPM++ 2M Karras",
  steps: 20,
  cfg: 5,
  width: 128,
  height: 128,
  batches: 1,
  batchSize: 1,
};

const isNarrow = (page: Page) => (page.viewportSize()?.width ?? 0) < 1024;

/** The column of parameters, or the sheet that holds them on a narrow screen. */
async function openSettings(page: Page): Promise<Locator> {
  if (!isNarrow(page)) return page.getByRole("complementary", { name: "Parameters" });
  await page.getByRole("button", { name: "Parameters" }).click();
  return page.getByRole("dialog", { name: "Parameters" });
}

async function closeSettings(page: Page) {
  if (isNarrow(page)) await page.getByRole("button", { name: "Done" }).click();
}

async function fillNumber(settings: Locator, label: string, value: number) {
  const field = settings.getByRole("textbox", { name: label, exact: true });
  await field.fill(String(value));
  await field.blur();
}

/** Set every parameter of the form; what is not named goes back to its default. */
export async function setParameters(page: Page, wanted: Settings) {
  const { seed, model, ...rest } = { ...DEFAULTS, ...wanted };
  const settings = await openSettings(page);
  await settings.getByText("All parameters").click();
  if (model) await settings.getByLabel("Model").selectOption({ label: model });
  await settings.getByLabel("Sampler").selectOption({ label: rest.sampler ?? "" });
  await fillNumber(settings, "Steps", rest.steps ?? 0);
  await fillNumber(settings, "CFG scale", rest.cfg ?? 0);
  await fillNumber(settings, "Width", rest.width ?? 0);
  await fillNumber(settings, "Height", rest.height ?? 0);
  await fillNumber(settings, "Batches", rest.batches ?? 0);
  await fillNumber(settings, "Pictures in a batch", rest.batchSize ?? 0);
  await settings.getByLabel("Seed", { exact: true }).fill(seed === undefined ? "" : String(seed));
  await closeSettings(page);
  await page.getByLabel("Prompt", { exact: true }).fill(rest.prompt ?? "");
  await page.getByLabel("Negative prompt").fill(rest.negativePrompt ?? "");
}

export const jobInAddress = (page: Page) => new URL(page.url()).searchParams.get("job") ?? "";

/** Press Generate and return the id of the new job, which then stands in the address. */
export async function submit(page: Page): Promise<string> {
  const before = jobInAddress(page);
  await page.getByRole("button", { name: /^Generate/ }).click();
  await expect.poll(() => jobInAddress(page)).not.toBe(before);
  return jobInAddress(page);
}

export const finishedPicture = (page: Page, jobId: string) =>
  page.getByRole("region", { name: "Result" }).locator(`a[href^="/history/${jobId}-"] img`).first();

/** Generate with the form as it stands, or with the given settings, and wait for the picture. */
export async function generate(page: Page, settings?: Settings): Promise<string> {
  if (settings) await setParameters(page, settings);
  const jobId = await submit(page);
  await expect(finishedPicture(page, jobId)).toBeVisible();
  return jobId;
}

/** The job's pictures as they lie in the bucket, read like the page reads them. */
export async function pictureBytes(page: Page, jobId: string): Promise<Buffer[]> {
  const origin = new URL(page.url()).origin;
  const answer = await page.request.get(`${origin}/api/v1/inferences/${jobId}`);
  expect(answer.ok()).toBe(true);
  const { images } = (await answer.json()) as { images: { url: string }[] };
  return Promise.all(images.map(async ({ url }) => (await page.request.get(url)).body()));
}
