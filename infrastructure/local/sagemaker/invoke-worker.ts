import { once } from "node:events";
import { request as httpRequest, type IncomingMessage } from "node:http";

export interface Invocation {
  body: Buffer;
  contentType: string;
  accept: string | null;
  customAttributes: string | null;
  inferenceId: string;
}

export interface InvocationAnswer {
  status: number;
  contentType: string;
  body: Buffer;
}

/** Results above this belong into S3, where the engine contract puts them. */
const ANSWER_BYTES_MAX = 64 * 2 ** 20;

/**
 * `POST /invocations` as SageMaker sends it to a container. Rejects when the worker hangs up, when
 * its answer is too large, and with the signal's reason. Not `fetch`, which gives up after five minutes.
 */
export async function invokeWorker(
  url: string,
  invocation: Invocation,
  signal: AbortSignal,
): Promise<InvocationAnswer> {
  const { accept, customAttributes } = invocation;
  const call = httpRequest(`${url}/invocations`, {
    method: "POST",
    // A connection of its own: a worker that was restarted must never be met through an old one.
    agent: false,
    signal,
    headers: {
      "content-type": invocation.contentType,
      "content-length": invocation.body.length,
      "x-amzn-sagemaker-inference-id": invocation.inferenceId,
      ...(accept !== null && { accept }),
      ...(customAttributes !== null && { "x-amzn-sagemaker-custom-attributes": customAttributes }),
    },
  });
  // An error after the answer began reaches us through the answer; without this it would end the process.
  call.on("error", () => undefined);
  call.end(invocation.body);
  // The response event of a client request carries one IncomingMessage.
  const [response] = (await once(call, "response")) as [IncomingMessage];
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > ANSWER_BYTES_MAX) throw new Error("The worker's answer is too large.");
    chunks.push(chunk);
  }
  return {
    status: response.statusCode ?? 500,
    contentType: response.headers["content-type"] ?? "application/octet-stream",
    body: Buffer.concat(chunks),
  };
}
