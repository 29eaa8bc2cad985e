import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { env } from "@/infrastructure/runtime/env";
import { computePorts } from "@/infrastructure/runtime/ports/compute";
import { objectPorts } from "@/infrastructure/runtime/ports/objects";
import { storePorts } from "@/infrastructure/runtime/ports/stores";
import { systemPorts } from "@/infrastructure/runtime/ports/system";
import { Refusal } from "@/lib/rules/refusal";
import { createEndpoint } from "@/lib/use-cases/endpoints/create";
import { registerModel } from "@/lib/use-cases/models/register";
import { type OpenedSetUp, openSetUp } from "@/lib/use-cases/team/open-set-up";
import { DEFAULT_CHECKPOINT } from "./engine/weights";

/** Fixed, so that every start finds the same model. */
const MODEL_ID = "01J0000000000000000000T1NY";
const OWNER = { id: "system", name: "Atelier" };
const ENDPOINT_NAME = "This computer";
const ENDPOINT_WAIT_MS_MAX = 60_000;
const ENDPOINT_POLL_MS = 300;

const context = () => ({
  ...systemPorts(),
  ...storePorts(),
  ...objectPorts(),
  ...computePorts(),
  actor: { kind: "system" as const },
});

/** Gives a new installation its model and its endpoint; a later start finds them and changes nothing. */
export async function seed(): Promise<void> {
  await seedModel();
  await createEndpoint(context(), {
    name: ENDPOINT_NAME,
    engine: "tiny",
    image: "atelier/tiny",
    instanceType: "local",
    instanceCount: 1,
    priceUsdPerHour: 0,
  });
}

async function seedModel(): Promise<void> {
  const { name, path } = DEFAULT_CHECKPOINT;
  const { log, objects, objectKeys } = context();
  const key = objectKeys.model(MODEL_ID);
  const { size } = await stat(path);
  if ((await objects.sizeBytes(key)) !== size) await upload(path, size, key);
  try {
    await registerModel(context(), {
      id: MODEL_ID,
      name,
      kind: "checkpoint",
      fileName: `${name}.safetensors`,
      owner: OWNER,
    });
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "conflict") throw error;
    // Somebody deleted it and gave its name to a model of their own, which they may.
    log.warn("the model that comes with the product was left out", { error });
  }
}

async function upload(path: string, sizeBytes: number, key: string): Promise<void> {
  const s3 = new S3Client({ forcePathStyle: env.s3PathStyle });
  try {
    await s3.send(
      new PutObjectCommand({
        Bucket: env.bucketName,
        Key: key,
        Body: createReadStream(path),
        ContentLength: sizeBytes,
      }),
    );
  } finally {
    s3.destroy();
  }
}

/**
 * Waits until the seeded endpoint has a worker or has failed, for at most a minute; `reconcile`
 * brings its row to what SageMaker says.
 */
export async function waitForEndpoint(reconcile: () => Promise<void>): Promise<void> {
  const { endpoints } = context();
  const deadlineMs = Date.now() + ENDPOINT_WAIT_MS_MAX;
  while (Date.now() < deadlineMs) {
    await reconcile();
    const endpoint = await endpoints.findByName(ENDPOINT_NAME);
    if (endpoint?.state === "failed") return;
    if (endpoint?.state === "in_service" && endpoint.instanceCount > 0) return;
    await new Promise((resolve) => setTimeout(resolve, ENDPOINT_POLL_MS));
  }
}

/** A fresh one-use link for the administrator, or `done` when there is one. */
export const openAdministratorLink = (): Promise<OpenedSetUp> => openSetUp(context());
