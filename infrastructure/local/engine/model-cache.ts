import type { EngineResult } from "@/lib/contract/engine";
import { readCheckpoint } from "./checkpoint";
import type { ModelFiles } from "./model-files";
import { TinyModel } from "./tiny-model";

export interface LoadedModel {
  model: TinyModel;
  source: EngineResult["model"]["source"];
}

/**
 * Models ready to run, at most `bytesMax` of weights beside the newest: the least recently used are
 * released first. Not for models in use by two jobs at once; a worker runs one job at a time.
 */
export class ModelCache {
  /** Least recently used first. */
  private readonly loaded = new Map<string, TinyModel>();
  private readonly loading = new Map<string, Promise<LoadedModel>>();

  constructor(
    private readonly files: ModelFiles,
    private readonly bytesMax: number,
  ) {}

  /**
   * The model at an S3 URI; asked twice at the same time, it is loaded once.
   *
   * @throws EngineError `model_not_found`, `model_unreadable`, `storage_unavailable`
   */
  async load(uri: string): Promise<LoadedModel> {
    const place = await this.files.keyOf(uri);
    const model = this.loaded.get(place.key);
    if (model) {
      this.remember(place.key, model);
      return { model, source: "memory" };
    }
    const underWay = this.loading.get(place.key);
    if (underWay) return underWay;
    const loading = this.open(uri, place).finally(() => this.loading.delete(place.key));
    this.loading.set(place.key, loading);
    return loading;
  }

  private async open(uri: string, place: { key: string; sizeBytes: number }) {
    const { bytes, source } = await this.files.read(uri, place);
    const model = await TinyModel.load(readCheckpoint(bytes));
    this.remember(place.key, model);
    await this.evict(place.key);
    return { model, source };
  }

  private remember(key: string, model: TinyModel) {
    this.loaded.delete(key);
    this.loaded.set(key, model);
  }

  private async evict(inUse: string) {
    let total = 0;
    for (const { sizeBytes } of this.loaded.values()) total += sizeBytes;
    for (const [key, model] of this.loaded) {
      if (total <= this.bytesMax || key === inUse) continue;
      this.loaded.delete(key);
      total -= model.sizeBytes;
      await model.release();
    }
  }
}
