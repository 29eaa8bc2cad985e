import { copyFile, mkdir, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { runJob } from "@/infrastructure/local/engine/invocation";
import { ModelCache } from "@/infrastructure/local/engine/model-cache";
import { ModelFiles } from "@/infrastructure/local/engine/model-files";
import { DEFAULT_CHECKPOINT } from "@/infrastructure/local/engine/weights";
import {
  ENGINE_FILES,
  type EngineParameters,
  EngineRequest,
  EngineResult,
} from "@/lib/contract/engine";
import { FolderJobStore } from "./folder-job-store";

const MEBIBYTE = 2 ** 20;

export const PARAMETERS: EngineParameters = {
  prompt: "a red house on the left, blue sky, green hills",
  negative_prompt: "",
  sampler_name: "DPM++ 2M Karras",
  steps: 8,
  cfg_scale: 5,
  seed: 1,
  width: 128,
  height: 128,
  batch_size: 1,
  n_iter: 1,
};

/** A storage folder with the default checkpoint in it, and a model cache of its own. */
export async function openWorkbench() {
  const folder = await mkdtemp(path.join(tmpdir(), "atelier-engine-"));
  const store = new FolderJobStore(path.join(folder, "objects"));
  const files = new ModelFiles(store, path.join(folder, "cache"), 100 * MEBIBYTE);
  const models = new ModelCache(files, 96 * MEBIBYTE);
  const shutdown = new AbortController();
  await mkdir(path.join(folder, "objects/bucket/models"), { recursive: true });
  await copyFile(
    DEFAULT_CHECKPOINT.path,
    path.join(folder, "objects/bucket/models/tiny.safetensors"),
  );
  return { folder, store, files, models, shutdown };
}
export type Workbench = Awaited<ReturnType<typeof openWorkbench>>;

let jobs = 0;

export function requestOf(parameters: Partial<EngineParameters>, model = "tiny.safetensors") {
  jobs += 1;
  return EngineRequest.parse({
    job_id: `job-${jobs}`,
    task: "txt2img",
    model: {
      id: "model-1",
      name: "tiny",
      uri: `s3://bucket/models/${model}`,
      size_bytes: 1,
    },
    output: { uri: `s3://bucket/jobs/job-${jobs}/` },
    parameters: { ...PARAMETERS, ...parameters },
  });
}

/** Run a job and read back what it wrote. */
export async function generate(
  { store, models, shutdown }: Workbench,
  parameters: Partial<EngineParameters> = {},
  model?: string,
) {
  const request = requestOf(parameters, model);
  const result = await runJob(request, { store, models, shutdown: shutdown.signal });
  const pngs = await Promise.all(
    result.images.map(({ file }) => store.read(request.output.uri + file)),
  );
  const written = EngineResult.parse(
    JSON.parse(String(await store.read(request.output.uri + ENGINE_FILES.result))),
  );
  return { request, result, written, pngs };
}
