import { rm } from "node:fs/promises";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { ENGINE_FILES, type EngineParameters, EngineProgress } from "@/lib/contract/engine";
import { ENGINES } from "@/lib/rules/engines";
import { writeFineTunedCheckpoint } from "@/tests/support/fine-tuned-checkpoint";
import { generate, openWorkbench, PARAMETERS, type Workbench } from "./job";
import { brightness, meanColor, pixelsOf, redness, textsOf } from "./pixels";

vi.setConfig({ testTimeout: 120_000 });

let workbench: Workbench;
beforeAll(async () => {
  workbench = await openWorkbench();
});
afterAll(() => rm(workbench.folder, { recursive: true, force: true }));

const make = (parameters: Partial<EngineParameters> = {}) => generate(workbench, parameters);

describe("the same request", () => {
  it("gives the same bytes", async () => {
    const [first, second] = [await make(), await make()];
    expect(second.pngs[0]!.equals(first.pngs[0]!)).toBe(true);
    expect(second.result.images[0]!.sha256).toBe(first.result.images[0]!.sha256);
  });

  it("gives the same pictures one by one as in batches, with fresh noise too", async () => {
    const parameters = { seed: 40, sampler_name: "Euler a", steps: 3, width: 64, height: 64 };
    const together = await make({ ...parameters, batch_size: 3, n_iter: 2 });
    expect(together.result.images.map(({ seed }) => seed)).toEqual([40, 41, 42, 43, 44, 45]);
    for (const [index, png] of together.pngs.entries()) {
      const alone = await make({ ...parameters, seed: 40 + index });
      expect(alone.pngs[0]!.equals(png)).toBe(true);
    }
  });

  it("goes round after the last seed", async () => {
    const { result } = await make({ seed: 4_294_967_295, batch_size: 2, steps: 1 });
    expect(result.images.map(({ seed }) => seed)).toEqual([4_294_967_295, 0]);
  });
});

describe("every parameter acts", () => {
  const changes: Partial<EngineParameters>[] = [
    { prompt: "a blue boat on the right, sea, sunset sky" },
    { prompt: "a (red:1.6) house on the left, blue sky, green hills" },
    { negative_prompt: "green hills, grass" },
    { steps: 5 },
    { cfg_scale: 2 },
    { seed: 2 },
    { width: 136 },
    { height: 120 },
    ...ENGINES.tiny.samplers
      .filter((name) => name !== PARAMETERS.sampler_name)
      .map((sampler_name) => ({ sampler_name })),
  ];

  let usual: Buffer;
  beforeAll(async () => {
    usual = (await pixelsOf((await make({ steps: 4 })).pngs[0]!)).data;
  });

  it.each(changes)("%j", async (change) => {
    const after = await pixelsOf((await make({ steps: 4, ...change })).pngs[0]!);
    expect(after.data.equals(usual)).toBe(false);
  });
});

describe("samplers", () => {
  /** Given enough steps, every deterministic sampler solves the same equation. */
  it("agree with each other", async () => {
    const names = ENGINES.tiny.samplers.filter((name) => !["Euler a", "DDIM"].includes(name));
    const pictures: Buffer[] = [];
    for (const sampler_name of names) {
      const { pngs } = await make({ sampler_name, steps: 30, width: 64, height: 64 });
      pictures.push((await pixelsOf(pngs[0]!)).data);
    }
    for (const picture of pictures) {
      const difference = picture.reduce((sum, v, i) => sum + Math.abs(v - pictures[0]![i]!), 0);
      expect(difference / picture.length).toBeLessThan(6);
    }
  });
});

describe("sizes", () => {
  it.each([
    [64, 64],
    [128, 128],
    [136, 136],
    [256, 192],
    [72, 200],
  ])("%i x %i", async (width, height) => {
    const { pngs, result } = await make({ width, height, steps: 2 });
    expect(await pixelsOf(pngs[0]!)).toMatchObject({ width, height });
    expect(result.images[0]).toMatchObject({ width, height, size_bytes: pngs[0]!.length });
  });
});

describe("what the prompt says", () => {
  const LEFT = { left: 0.05, right: 0.45, top: 0.5, bottom: 0.9 };
  const RIGHT = { left: 0.55, right: 0.95, top: 0.5, bottom: 0.9 };

  it("a red house on the left is red on the left", async () => {
    const { pngs } = await make({ steps: 12 });
    const left = redness(await meanColor(pngs[0]!, LEFT));
    const right = redness(await meanColor(pngs[0]!, RIGHT));
    expect(left).toBeGreaterThan(right + 50);
  });

  it("a house has the color that it is given", async () => {
    const red = await make({ prompt: "a red house, green hills", steps: 12 });
    const blue = await make({ prompt: "a blue house, green hills", steps: 12 });
    const ground = { left: 0, right: 1, top: 0.5, bottom: 0.9 };
    const difference =
      redness(await meanColor(red.pngs[0]!, ground)) -
      redness(await meanColor(blue.pngs[0]!, ground));
    expect(difference).toBeGreaterThan(30);
  });

  it("a night sky is darker than a blue one", async () => {
    const sky = { left: 0, right: 1, top: 0, bottom: 0.3 };
    const day = await make({ prompt: "a tree, blue sky, green hills", steps: 12 });
    const night = await make({ prompt: "a tree, night sky, green hills", steps: 12 });
    const difference =
      brightness(await meanColor(day.pngs[0]!, sky)) -
      brightness(await meanColor(night.pngs[0]!, sky));
    expect(difference).toBeGreaterThan(200);
  });

  it("unknown words are listed, from both prompts", async () => {
    const { written } = await make({
      prompt: "a Dragon, blue sky",
      negative_prompt: "blurry",
      steps: 1,
    });
    expect(written.unknown_words).toEqual(["dragon", "blurry"]);
  });

  it("a prompt longer than one context is used to its end", async () => {
    const filler = "green hills, ".repeat(12);
    const [sun, moon] = [
      await make({ prompt: `${filler} the sun`, steps: 4 }),
      await make({ prompt: `${filler} night sky`, steps: 4 }),
    ];
    expect(sun.pngs[0]!.equals(moon.pngs[0]!)).toBe(false);
  });
});

describe("a fine-tuned checkpoint", () => {
  it("draws otherwise", async () => {
    await writeFineTunedCheckpoint(`${workbench.folder}/objects/bucket/models/tuned.safetensors`);
    const ground = { left: 0.6, right: 1, top: 0.7, bottom: 1 };
    const usual = await make({ steps: 16 });
    const tuned = await generate(workbench, { steps: 16 }, "tuned.safetensors");
    expect(tuned.result.model.sha256).not.toBe(usual.result.model.sha256);
    const [usualRed, usualGreen] = await meanColor(usual.pngs[0]!, ground);
    const [tunedRed, tunedGreen] = await meanColor(tuned.pngs[0]!, ground);
    expect(usualGreen).toBeGreaterThan(usualRed);
    expect(tunedRed).toBeGreaterThan(tunedGreen);
  });
});

describe("what a job leaves behind", () => {
  it("is its pictures, thumbnails and result, marked as final", async () => {
    const { request, result, written } = await make({ batch_size: 2, steps: 2 });
    expect(written).toEqual(result);
    expect(written).toMatchObject({ job_id: request.job_id, stopped: false, unknown_words: [] });
    for (const { file, thumbnail } of written.images) {
      expect(workbench.store.headers.get(request.output.uri + file)).toEqual({
        contentType: "image/png",
        cacheControl: "private, max-age=31536000, immutable",
      });
      const webp = await workbench.store.read(request.output.uri + thumbnail);
      expect(await sharp(webp).metadata()).toMatchObject({ format: "webp", width: 128 });
    }
  });

  it("includes the progress that it showed, with a preview", async () => {
    const { request } = await make({ steps: 60 });
    const progress = EngineProgress.parse(
      JSON.parse(String(await workbench.store.read(request.output.uri + ENGINE_FILES.progress))),
    );
    expect(progress).toMatchObject({ state: "running", total_steps: 60 });
    expect(progress.preview).toMatch(/^data:image\/webp;base64,/);
  });
});

describe("the PNG's parameters", () => {
  it("are what AUTOMATIC1111 reads", async () => {
    const { pngs, result } = await make({ negative_prompt: "snow", seed: 12, batch_size: 2 });
    expect(textsOf(pngs[1]!).parameters).toEqual({
      type: "tEXt",
      text: [
        PARAMETERS.prompt,
        "Negative prompt: snow",
        `Steps: 8, Sampler: DPM++ 2M Karras, CFG scale: 5, Seed: 13, Size: 128x128, Model hash: ${result.model.sha256.slice(0, 10)}, Model: tiny, Version: atelier-tiny-0.1.0`,
      ].join("\n"),
    });
  });

  it("survive any script", async () => {
    const prompt = "a red house, 青い空, émoji 🏠";
    const { pngs } = await make({ prompt, steps: 1 });
    const { type, text } = textsOf(pngs[0]!).parameters!;
    expect(type).toBe("iTXt");
    expect(text.split("\n")[0]).toBe(prompt);
    expect(await pixelsOf(pngs[0]!)).toMatchObject({ width: 128 });
  });
});
