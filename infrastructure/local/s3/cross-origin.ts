import type { ServerResponse } from "node:http";
import { type Answer, type AnswerHeaders, emptyAnswer } from "@/infrastructure/local/s3/answer";
import { corsHeaders, parseHeaderNames } from "@/infrastructure/local/s3/cors";
import { S3Error } from "@/infrastructure/local/s3/errors";
import type { ObjectStore } from "@/infrastructure/local/s3/object-store";
import type { S3Request } from "@/infrastructure/local/s3/request";

/** Answers a browser that asks, unsigned, whether a page may make a request. */
export async function answerPreflight(request: S3Request, objects: ObjectStore): Promise<Answer> {
  const method = request.header("access-control-request-method");
  if (!request.header("origin") || !method) {
    throw new S3Error(
      "BadRequest",
      "Insufficient information. Origin request header and Access-Control-Request-Method needed.",
    );
  }
  const headers = await findCorsHeaders(request, objects, method);
  if (!headers) throw new S3Error("AccessForbidden");
  return emptyAnswer(200, headers);
}

/** Lets a page read the answer, its errors included, where the bucket's rules allow it. */
export async function addCorsHeaders(
  request: S3Request,
  objects: ObjectStore,
  response: ServerResponse,
): Promise<void> {
  const headers = (await findCorsHeaders(request, objects, request.method)) ?? {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) response.setHeader(name, value);
  }
}

async function findCorsHeaders(
  request: S3Request,
  objects: ObjectStore,
  method: string,
): Promise<AnswerHeaders | undefined> {
  const origin = request.header("origin");
  if (!origin || !request.bucket) return undefined;
  const bucket = await objects.findBucket(request.bucket);
  const requestedHeaders = parseHeaderNames(request.header("access-control-request-headers"));
  return corsHeaders(bucket?.corsRules ?? [], { origin, method, requestedHeaders });
}
