import { expect, type Page, test } from "@playwright/test";
import { Atelier } from "./atelier";
import { expectAccessible } from "./axe";
import { ADMINISTRATOR, setUpAdministrator } from "./set-up";
import { finishedPicture, generate, setParameters, submit } from "./studio";

/** What a person, a stranger or a crash can do wrong: each is told plainly, and nothing is lost. */
test.describe.configure({ mode: "serial" });
// What is said does not depend on the width of the screen; the journey looks at both.
test.skip(({ viewport }) => (viewport?.width ?? 0) < 1024, "wide only");

let atelier: Atelier;
let page: Page;

test.beforeAll(async ({ browser }) => {
  atelier = await Atelier.install();
  const link = await atelier.start();
  page = await (await browser.newContext()).newPage();
  await setUpAdministrator(page, link);
});

test.afterAll(async () => {
  await page?.context().close();
  await atelier?.remove();
});

const post = (path: string, data: unknown, headers: Record<string, string> = {}) =>
  page.request.post(`${atelier.url}/api/v1${path}`, {
    data: data as object,
    headers: { origin: atelier.url, ...headers },
  });

async function creation(parameters: Record<string, unknown>) {
  const [{ items: endpoints }, { items: models }] = await Promise.all(
    ["endpoints", "models"].map(async (noun) =>
      (await page.request.get(`${atelier.url}/api/v1/${noun}`)).json(),
    ),
  );
  const good = {
    prompt: "a red house",
    sampler_name: "Euler",
    steps: 4,
    cfg_scale: 5,
    width: 128,
    height: 128,
  };
  return {
    endpointId: endpoints[0].id as string,
    modelId: models[0].id as string,
    parameters: { ...good, ...parameters },
  };
}

test("an empty or endless prompt is told under the prompt", async () => {
  const prompt = page.getByLabel("Prompt", { exact: true });
  await prompt.fill("");
  await page.getByRole("button", { name: "Generate" }).click();
  await expect(page.getByText("Describe the picture in a few words.")).toBeVisible();
  await prompt.fill("a red house ".repeat(834));
  await page.getByRole("button", { name: "Generate" }).click();
  await expect(page.getByText(/Keep it within 4,000 characters/)).toBeVisible();
  await expectAccessible(page);
});

const REFUSED: [string, Record<string, unknown>, string, RegExp][] = [
  ["no prompt", { prompt: " " }, "parameters.prompt", /Describe the picture/],
  ["a prompt of 10,000", { prompt: "x".repeat(10_000) }, "parameters.prompt", /4000 characters/],
  ["a width of 130", { width: 130 }, "parameters.width", /multiple of 8/],
  ["a width beyond the engine", { width: 1024 }, "parameters.width", /64 to 256/],
  ["no steps", { steps: 0 }, "parameters.steps", /1/],
  ["a batch of 10,000", { batch_size: 10_000 }, "parameters.batch_size", /16/],
  ["an unknown sampler", { sampler_name: "Magic" }, "parameters.sampler_name", /Euler a/],
  ["an unknown field", { karma: 1 }, "parameters.karma", /no such field/],
];
for (const [what, parameters, path, sentence] of REFUSED) {
  test(`the API refuses ${what} by its field`, async () => {
    const answer = await post("/inferences", await creation(parameters));
    expect(answer.status()).toBe(400);
    const { code, data } = await answer.json();
    expect(code).toBe("invalid_input");
    expect(data.fields).toEqual([{ path, message: expect.stringMatching(sentence) }]);
  });
}

test("NaN, Infinity and unknown rows are refused, and nothing is half-written", async () => {
  const { endpointId, modelId, parameters } = await creation({});
  const text = JSON.stringify({ endpointId, modelId, parameters });
  for (const word of ["NaN", "Infinity"]) {
    const answer = await page.request.post(`${atelier.url}/api/v1/inferences`, {
      data: text.replace('"cfg_scale":5', `"cfg_scale":${word}`),
      headers: { origin: atelier.url, "content-type": "application/json" },
    });
    expect(answer.status()).toBe(400);
  }
  const nowhere = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
  for (const wrong of [{ endpointId: nowhere }, { modelId: nowhere }]) {
    const answer = await post("/inferences", { endpointId, modelId, parameters, ...wrong });
    expect((await answer.json()).data.fields[0].path).toBe(Object.keys(wrong)[0]);
  }
  const { items } = await (await page.request.get(`${atelier.url}/api/v1/inferences`)).json();
  expect(items).toEqual([]);
});

test("a file name that climbs folders is refused", async () => {
  const answer = await post("/models", {
    name: "climber",
    fileName: "../../etc/passwd.safetensors",
    sizeBytes: 100,
  });
  expect(answer.status()).toBe(400);
  expect((await answer.json()).data.fields[0].path).toBe("fileName");
});

test("another site cannot write with the signed-in person's cookie", async () => {
  const answer = await post("/inferences", await creation({}), { origin: "https://evil.example" });
  expect(answer.status()).toBe(403);
});

test("a job that another tab has deleted is told as gone", async () => {
  await page.goto(`${atelier.url}/studio`);
  const jobId = await generate(page, { steps: 4 });
  const answer = await page.request.delete(`${atelier.url}/api/v1/inferences/${jobId}`, {
    headers: { origin: atelier.url },
  });
  expect(answer.ok()).toBe(true);
  await page.goto(`${atelier.url}/history/${jobId}-0`);
  await expect(page.getByText(/does not exist any more|does not exist, or/).first()).toBeVisible();
  await expectAccessible(page);
});

test("a worker that is killed in the middle of a job does not lose the job", async () => {
  await page.goto(`${atelier.url}/studio`);
  await setParameters(page, { steps: 100, width: 256, height: 256, seed: 3 });
  const jobId = await submit(page);
  await expect(page.getByText(/Step \d+ of 100/)).toBeVisible();
  atelier.killWorker();
  await expect(finishedPicture(page, jobId)).toBeVisible({ timeout: 90_000 });
});

/** A file that passes for a tiny checkpoint by its one tensor, and cannot draw. */
function hollowCheckpoint(): Buffer {
  const data = Buffer.alloc(64 * 4 * 3 * 3 * 2);
  const tensor = { dtype: "F16", shape: [64, 4, 3, 3], data_offsets: [0, data.length] };
  const json = Buffer.from(JSON.stringify({ "unet.conv_in.weight": tensor }));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, data]);
}

test("a checkpoint that cannot draw fails its job with the reason, in studio and job page", async () => {
  await page.goto(`${atelier.url}/models`);
  await page.setInputFiles('input[type="file"]', {
    name: "hollow.safetensors",
    mimeType: "application/octet-stream",
    buffer: hollowCheckpoint(),
  });
  await page.getByRole("button", { name: "Upload", exact: true }).click();
  await expect(page.getByText(/is ready\. Choose it in the studio/)).toBeVisible();
  await page.goto(`${atelier.url}/studio`);
  await setParameters(page, { model: "hollow", steps: 4 });
  const jobId = await submit(page);
  const reason = page.getByText(/it has no tensor .* Choose another model/);
  await expect(reason).toBeVisible();
  await expectAccessible(page);
  await page.goto(`${atelier.url}/jobs/${jobId}`);
  await expect(reason).toBeVisible();
  await expectAccessible(page);
});

test("a page that does not exist says so and leads back", async () => {
  await page.goto(`${atelier.url}/nowhere`);
  await expect(page.getByText("This page does not exist.")).toBeVisible();
  await expectAccessible(page);
});

test("guessing a password is slowed down, and the open session stays usable", async ({
  browser,
}) => {
  const guesser = await (await browser.newContext()).newPage();
  await guesser.goto(`${atelier.url}/sign-in`);
  const guess = async () => {
    await guesser.getByLabel("Name").fill(ADMINISTRATOR.name);
    await guesser.getByLabel("Password", { exact: true }).fill("wrong horse battery");
    await guesser.getByRole("button", { name: "Sign in" }).click();
  };
  await guess();
  await expect(guesser.getByText(/do not belong together/)).toBeVisible();
  const slowed = guesser.getByText(/Too many tries\. Wait \d+ seconds?/);
  for (let tries = 2; tries <= 50 && !(await slowed.isVisible()); tries += 1) {
    const answered = guesser.waitForResponse(/callback\/password/);
    await guess();
    await answered;
    await expect(guesser.getByText(/do not belong together|Too many tries/)).toBeVisible();
  }
  await expect(slowed).toBeVisible();
  await expectAccessible(guesser);
  await guesser.context().close();
  await page.goto(`${atelier.url}/history`);
  await expect(page.getByRole("heading", { name: "History" })).toBeVisible();
});
