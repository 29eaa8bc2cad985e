import { createHash } from "node:crypto";
import {
  ENGINE_FILES,
  type EngineImage,
  type EngineRequest,
  type EngineResult,
  type EngineTimings,
} from "@/lib/contract/engine";
import { totalSteps } from "@/lib/rules/parameters";
import { encodePrompts } from "./conditioning";
import { CONFIGURATION } from "./configuration";
import { systemError } from "./engine-error";
import { generationText } from "./generation-text";
import { createDenoiser } from "./guided-denoiser";
import { IMMUTABLE, type JobStore } from "./job-store";
import type { ModelCache } from "./model-cache";
import { createNoise } from "./noise";
import { crop, encodePng, encodePreview, encodeThumbnail, type Picture } from "./picture";
import { ProgressWriter } from "./progress";
import { combine, type Denoise, type Latents, walk } from "./samplers/sampler";
import { scaledLinearLevels } from "./samplers/schedule";
import { SAMPLERS } from "./samplers/table";
import { StopFlag } from "./stop-flag";
import { LATENT_CHANNELS, type LatentSize, PIXELS_PER_LATENT, type TinyModel } from "./tiny-model";
import { ENGINE_VERSION } from "./weights";

const SEEDS = 2 ** 32;
const LEVELS = scaledLinearLevels(CONFIGURATION.betas);

export interface Surroundings {
  store: JobStore;
  models: ModelCache;
  /** Aborted when the worker is told to end: the job then fails, to be run again. */
  shutdown: AbortSignal;
}

/** The network halves latents once, so an odd edge is drawn one latent longer and cropped. */
function latentSizeOf(width: number, height: number): LatentSize {
  const even = (edge: number) => 2 * Math.ceil(edge / PIXELS_PER_LATENT / 2);
  return { rows: even(height), columns: even(width) };
}

/** One job: what it was asked, what it has made, and what it took. */
class Job {
  private readonly startedAt = new Date().toISOString();
  private readonly images: EngineImage[] = [];
  private readonly timings: EngineTimings = {
    load_seconds: 0,
    encode_seconds: 0,
    sample_seconds: 0,
    decode_seconds: 0,
    save_seconds: 0,
  };
  private readonly size: LatentSize;
  private readonly numbersPerPicture: number;
  private readonly progress: ProgressWriter;

  constructor(
    private readonly request: EngineRequest,
    private readonly surroundings: Surroundings,
    private readonly stop: StopFlag,
  ) {
    const { parameters, output } = request;
    this.size = latentSizeOf(parameters.width, parameters.height);
    this.numbersPerPicture = LATENT_CHANNELS * this.size.rows * this.size.columns;
    this.progress = new ProgressWriter(surroundings.store, output.uri, totalSteps(parameters));
  }

  async run(): Promise<EngineResult> {
    try {
      return await this.make();
    } finally {
      await this.progress.close();
    }
  }

  private async make(): Promise<EngineResult> {
    const { parameters, model: asked } = this.request;
    this.progress.update({ state: "starting" });
    const { model, source } = await this.timed("load_seconds", () =>
      this.surroundings.models.load(asked.uri),
    );
    const prompts = await this.timed("encode_seconds", () =>
      encodePrompts(model, parameters.prompt, parameters.negative_prompt),
    );
    const guidance = { ...prompts, cfgScale: parameters.cfg_scale };
    const denoise = createDenoiser(model, LEVELS, guidance, this.size, this.numbersPerPicture);
    for (let batch = 0; batch < parameters.n_iter && !this.stop.isRaised; batch += 1) {
      const latents = await this.sample(model, denoise, batch);
      if (latents) await this.finishBatch(model, latents, batch);
    }
    const result: EngineResult = {
      job_id: this.request.job_id,
      stopped: this.images.length < parameters.n_iter * parameters.batch_size,
      images: this.images,
      started_at: this.startedAt,
      completed_at: new Date().toISOString(),
      timings: this.timings,
      engine: ENGINE_VERSION,
      model: { source, sha256: model.sha256 },
      unknown_words: prompts.unknownWords,
    };
    await this.save(ENGINE_FILES.result, JSON.stringify(result), "application/json");
    return result;
  }

  /** Latents of one batch, picture after picture, or null when the job was stopped meanwhile. */
  private async sample(model: TinyModel, denoise: Denoise, batch: number) {
    const { sampler_name, steps, batch_size } = this.request.parameters;
    const sampler = SAMPLERS[sampler_name]!;
    const sigmas = sampler.schedule(LEVELS, steps);
    const streams = Array.from({ length: batch_size }, (_, index) =>
      createNoise(this.seedOf(batch * batch_size + index)),
    );
    const noise = () => {
      const numbers = new Float64Array(batch_size * this.numbersPerPicture);
      for (const [index, stream] of streams.entries()) {
        numbers.set(stream(this.numbersPerPicture), index * this.numbersPerPicture);
      }
      return numbers;
    };
    const start = combine([sigmas[0]!, noise()]);
    const stepper = sampler.createStepper();
    let since = performance.now();
    for await (const step of walk({ latents: start, sigmas, stepper, denoise, noise })) {
      this.timings.sample_seconds += (performance.now() - since) / 1000;
      if (this.isInterrupted()) return null;
      if (step.index === steps - 1) return step.latents;
      await this.report(model, batch * steps + step.index + 1, step.denoised);
      since = performance.now();
    }
    return null;
  }

  /** True when the job was stopped. Throws when the worker is shutting down. */
  private isInterrupted() {
    if (this.surroundings.shutdown.aborted) {
      throw systemError(
        "internal",
        "The engine was shut down before the picture was finished. Start the job again.",
      );
    }
    return this.stop.isRaised;
  }

  private async report(model: TinyModel, step: number, denoised: Latents) {
    if (!this.progress.isDue) return;
    const first = denoised.subarray(0, this.numbersPerPicture);
    const preview = await encodePreview(await this.decode(model, first));
    this.progress.update({ state: "running", step, preview });
  }

  private async finishBatch(model: TinyModel, latents: Latents, batch: number) {
    const { batch_size, steps } = this.request.parameters;
    for (let index = 0; index < batch_size; index += 1) {
      const begin = index * this.numbersPerPicture;
      const own = latents.subarray(begin, begin + this.numbersPerPicture);
      const picture = await this.timed("decode_seconds", () => this.decode(model, own));
      await this.timed("save_seconds", () =>
        this.saveImage(picture, batch * batch_size + index, model.sha256),
      );
    }
    const images_done = this.images.length;
    this.progress.update({ state: "running", step: (batch + 1) * steps, images_done });
  }

  private async decode(model: TinyModel, latents: Latents): Promise<Picture> {
    const { width, height } = this.request.parameters;
    const { rows, columns } = this.size;
    const rgb = await model.decode(latents, this.size);
    const whole = { rgb, width: columns * PIXELS_PER_LATENT, height: rows * PIXELS_PER_LATENT };
    return crop(whole, width, height);
  }

  private async saveImage(picture: Picture, index: number, modelSha256: string) {
    const { parameters, model } = this.request;
    const seed = this.seedOf(index);
    const text = generationText(parameters, seed, { name: model.name, sha256: modelSha256 });
    const png = await encodePng(picture, text);
    const [file, thumbnail] = [ENGINE_FILES.image(index), ENGINE_FILES.thumbnail(index)];
    await this.save(file, png, "image/png");
    await this.save(thumbnail, await encodeThumbnail(picture), "image/webp");
    this.images.push({
      index,
      seed,
      file,
      thumbnail,
      width: picture.width,
      height: picture.height,
      size_bytes: png.length,
      sha256: createHash("sha256").update(png).digest("hex"),
    });
  }

  /** Seeds go round, so that every picture's seed can be asked for again. */
  private seedOf(index: number) {
    return (this.request.parameters.seed + index) % SEEDS;
  }

  private save(file: string, body: Buffer | string, contentType: string) {
    const headers = { contentType, cacheControl: IMMUTABLE };
    return this.surroundings.store.putObject(this.request.output.uri + file, body, headers);
  }

  private async timed<T>(stage: keyof EngineTimings, work: () => Promise<T>): Promise<T> {
    const since = performance.now();
    try {
      return await work();
    } finally {
      this.timings[stage] += (performance.now() - since) / 1000;
    }
  }
}

/**
 * Run one job to its end: pictures, thumbnails and `result.json` are written under its prefix.
 *
 * @throws EngineError whatever ends the job without a result; a raised stop flag is not an error
 */
export async function runJob(
  request: EngineRequest,
  surroundings: Surroundings,
): Promise<EngineResult> {
  const stop = await StopFlag.watch(surroundings.store, request.output.uri);
  try {
    return await new Job(request, surroundings, stop).run();
  } finally {
    await stop.close();
  }
}
