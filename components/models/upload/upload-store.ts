import { newIdempotencyKey } from "@/lib/client/api";
import { toApiError } from "@/lib/client/api-error";
import type { Model, ModelKind } from "@/lib/contract/models";
import { fileProblem, modelNameFrom } from "./check-file";
import { sendPart } from "./send-part";
import { speedMeter } from "./speed";
import { type SentPart, transferFile } from "./transfer";
import { isBusy, type Upload } from "./upload";

/** What the store asks of the API. */
export interface UploadApi {
  create: (
    input: { name: string; kind: ModelKind; fileName: string; sizeBytes: number },
    idempotencyKey: string,
  ) => Promise<{ model: Model; upload: { partSizeBytes: number; partCount: number } }>;
  signParts: (
    modelId: string,
    partNumbers: number[],
    signal: AbortSignal,
  ) => Promise<Map<number, string>>;
  complete: (modelId: string, parts: SentPart[]) => Promise<Model>;
  giveUp: (modelId: string) => Promise<void>;
}

/** What is kept of a running upload beside what the screen shows. */
interface Work {
  idempotencyKey: string;
  plan: { partSizeBytes: number; partCount: number } | null;
  etagByPart: Map<number, string>;
  controller: AbortController;
}

const newWork = (): Work => ({
  idempotencyKey: newIdempotencyKey(),
  plan: null,
  etagByPart: new Map(),
  controller: new AbortController(),
});

/** A refusal of the name, before the upload began: it is taken, or not one that can be given. */
function nameProblemOf(error: unknown): string | null {
  const { code, message, fields } = toApiError(error);
  if (code === "conflict") return message;
  return fields.find(({ path }) => path === "name")?.message ?? null;
}

/** Waits between tries, ended early by an abort. */
const wait = (milliseconds: number, signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });

const newUpload = (file: File): Upload => ({
  id: newIdempotencyKey(),
  file,
  name: modelNameFrom(file.name),
  kind: "checkpoint",
  phase: "checking",
  problem: null,
  nameProblem: null,
  fault: null,
  refusal: null,
  sentBytes: 0,
  bytesPerSecond: null,
  modelId: null,
});

/**
 * The uploads of this tab. It lives outside React, so that an upload goes on while the person looks
 * at another page of the console.
 */
export class UploadStore {
  private uploads: readonly Upload[] = [];
  private readonly workById = new Map<string, Work>();
  private readonly listeners = new Set<() => void>();

  constructor(private readonly api: UploadApi) {}

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = () => this.uploads;

  /** Look at files and list them, each as a draft or with what is wrong with it. */
  readonly add = (files: Iterable<File>) => {
    const added = [...files].map(newUpload);
    this.set([...this.uploads, ...added]);
    for (const { id, file } of added) {
      fileProblem(file).then((problem) =>
        this.change(id, { problem, phase: problem ? "unusable" : "draft" }),
      );
    }
  };

  readonly rename = (id: string, name: string) => {
    this.renewWork(id);
    this.change(id, { name, nameProblem: null });
  };

  readonly setKind = (id: string, kind: ModelKind) => {
    this.renewWork(id);
    this.change(id, { kind });
  };

  /** Begin a draft, or go on with a failed upload from the parts that have arrived. */
  readonly start = async (id: string) => {
    const upload = this.find(id);
    if (!upload || !["draft", "failed"].includes(upload.phase)) return;
    const work = this.workById.get(id) ?? newWork();
    work.controller = new AbortController();
    this.workById.set(id, work);
    this.change(id, { fault: null, nameProblem: null });
    try {
      const modelId = upload.modelId ?? (await this.announce(upload, work));
      const parts = await this.send(upload, modelId, work);
      await this.finish(id, modelId, parts);
    } catch (error) {
      if (!work.controller.signal.aborted) this.fail(id, error);
      work.controller.abort();
    }
  };

  /** Take a row off the list; what was sent so far is given up. */
  readonly remove = (id: string) => {
    const upload = this.find(id);
    this.workById.get(id)?.controller.abort(new DOMException("Cancelled", "AbortError"));
    this.workById.delete(id);
    this.set(this.uploads.filter((other) => other.id !== id));
    const unfinished = upload?.modelId && !["ready", "refused"].includes(upload.phase);
    // A model that stays behind as `uploading` is listed and can be deleted there.
    if (unfinished) this.api.giveUp(upload.modelId!).catch(() => undefined);
  };

  readonly isBusy = () => this.uploads.some(isBusy);

  private async announce({ id, file, name, kind }: Upload, work: Work): Promise<string> {
    this.change(id, { phase: "announcing" });
    const input = { name: name.trim(), kind, fileName: file.name, sizeBytes: file.size };
    const { model, upload } = await this.api.create(input, work.idempotencyKey);
    work.plan = upload;
    this.change(id, { modelId: model.id });
    // The row may have been taken off the list while the answer was on its way.
    if (work.controller.signal.aborted) this.api.giveUp(model.id).catch(() => undefined);
    work.controller.signal.throwIfAborted();
    return model.id;
  }

  private send({ id, file }: Upload, modelId: string, work: Work): Promise<SentPart[]> {
    this.change(id, { phase: "sending" });
    const meter = speedMeter();
    const { signal } = work.controller;
    const ports = {
      sendPart,
      wait,
      signParts: (partNumbers: number[]) => this.api.signParts(modelId, partNumbers, signal),
    };
    const onProgress = (sentBytes: number) =>
      this.change(id, { sentBytes, bytesPerSecond: meter.note(sentBytes, performance.now()) });
    // `announce` has set the plan of every upload that has a model.
    const plan = work.plan!;
    return transferFile(ports, {
      file,
      ...plan,
      etagByPart: work.etagByPart,
      signal,
      onProgress,
    });
  }

  private async finish(id: string, modelId: string, parts: SentPart[]) {
    this.change(id, { phase: "finishing" });
    const model = await this.api.complete(modelId, parts);
    const phase = model.state === "ready" ? "ready" : "refused";
    this.change(id, { phase, refusal: model.failure?.message ?? null });
    this.workById.delete(id);
  }

  private fail(id: string, error: unknown) {
    const isNamed = this.find(id)?.modelId !== null;
    const nameProblem = isNamed ? null : nameProblemOf(error);
    this.change(
      id,
      nameProblem
        ? { phase: "draft", nameProblem }
        : { phase: "failed", fault: error, bytesPerSecond: null },
    );
  }

  /** Another name or kind is another request, which the old idempotency key would not fit. */
  private renewWork(id: string) {
    const work = this.workById.get(id);
    if (work) work.idempotencyKey = newIdempotencyKey();
  }

  private find(id: string) {
    return this.uploads.find((upload) => upload.id === id);
  }

  private change(id: string, changes: Partial<Upload>) {
    this.set(this.uploads.map((upload) => (upload.id === id ? { ...upload, ...changes } : upload)));
  }

  private set(uploads: readonly Upload[]) {
    this.uploads = uploads;
    for (const listener of this.listeners) listener();
  }
}
