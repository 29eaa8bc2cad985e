import { NoSuchBucket, NoSuchKey, type S3Client } from "@aws-sdk/client-s3";
import type { AsyncRequest, Outcome } from "./async-request";
import { type Instance, InvocationTimedOut, WorkerDied } from "./instance";
import type { InvocationAnswer } from "./invoke-worker";
import { readObject, writeObject } from "./object-uri";

export interface DeliveryTools {
  s3: S3Client;
  /** Milliseconds since 1970. */
  now(): number;
}

/** A request outlives one worker; a second death in the middle of it is the request's own doing. */
const WORKER_DEATHS_MAX = 2;

export type Delivery = Outcome | "again";

/**
 * Hands one request to a worker and stores what comes back. `again`: the worker died and the
 * request deserves another. Throws when S3 cannot be reached.
 */
export async function deliver(
  request: AsyncRequest,
  instance: Instance,
  tools: DeliveryTools,
): Promise<Delivery> {
  if (tools.now() > request.expiresAtMs) {
    return fail(request, tools, "ClientError: The request expired in the queue.");
  }
  const body = await readPayload(request, tools.s3);
  if (body === undefined) {
    return fail(request, tools, "ClientError: The object at InputLocation does not exist.");
  }
  try {
    const answer = await instance.invoke({ ...request, body }, request.invocationTimeoutSeconds);
    return await store(request, answer, tools);
  } catch (error) {
    if (error instanceof InvocationTimedOut) {
      const limit = `${request.invocationTimeoutSeconds} seconds`;
      return fail(request, tools, `ModelError: The worker did not answer within ${limit}.`);
    }
    if (!(error instanceof WorkerDied)) throw error;
    request.workerDeaths += 1;
    if (request.workerDeaths < WORKER_DEATHS_MAX) return "again";
    return fail(request, tools, `ModelError: ${error.message} It was tried twice.`);
  }
}

async function readPayload({ payload }: AsyncRequest, s3: S3Client): Promise<Buffer | undefined> {
  if ("bodyBase64" in payload) return Buffer.from(payload.bodyBase64, "base64");
  try {
    return await readObject(s3, payload.inputLocation);
  } catch (error) {
    if (error instanceof NoSuchKey || error instanceof NoSuchBucket) return undefined;
    throw error;
  }
}

async function store(
  request: AsyncRequest,
  { status, contentType, body }: InvocationAnswer,
  tools: DeliveryTools,
): Promise<Outcome> {
  if (status >= 200 && status < 300) {
    await writeObject(tools.s3, request.outputLocation, body, contentType);
    return { status: "Completed", contentType };
  }
  const side = status < 500 ? "client" : "server";
  const reason = `ClientError: Received ${side} error (${status}) from model. See the log of the endpoint ${request.endpointName} for more.`;
  return fail(request, tools, reason, { contentType, body });
}

/** Stores the worker's own words, or the reason where there are none: who polls S3 learns it too. */
export async function fail(
  request: AsyncRequest,
  { s3 }: Pick<DeliveryTools, "s3">,
  reason: string,
  said: { contentType: string; body: Buffer | string } = {
    contentType: "text/plain",
    body: reason,
  },
): Promise<Outcome> {
  if (request.failureLocation !== null) {
    await writeObject(s3, request.failureLocation, said.body, said.contentType);
  }
  return { status: "Failed", reason };
}
