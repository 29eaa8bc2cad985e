import type { ServerResponse } from "node:http";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { toXml, type XmlValue } from "@/infrastructure/local/aws/xml";
import type { S3Error } from "@/infrastructure/local/s3/errors";

const XMLNS = "http://s3.amazonaws.com/doc/2006-03-01/";

export type AnswerHeaders = Record<string, string | number | undefined>;

/** A stream comes with its own `content-length`; `release` is called once it was sent or broke. */
export interface Answer {
  status: number;
  headers?: AnswerHeaders;
  body?: string | Readable;
  release?: () => void;
}

export const emptyAnswer = (status: number, headers: AnswerHeaders = {}): Answer => ({
  status,
  headers,
});

export const xmlAnswer = (
  root: string,
  content: XmlValue,
  headers: AnswerHeaders = {},
): Answer => ({
  status: 200,
  headers: { ...headers, "content-type": "application/xml" },
  body: toXml(root, content, XMLNS),
});

export function errorAnswer(error: S3Error, resource: string, requestId: string): Answer {
  const content = {
    Code: error.code,
    Message: error.message,
    ...error.extra,
    Resource: resource,
    RequestId: requestId,
  };
  return {
    status: error.status,
    headers: { "content-type": "application/xml" },
    body: toXml("Error", content),
  };
}

/** Writes `answer`; to HEAD it writes what GET would, without the body. */
export async function sendAnswer(
  answer: Answer,
  method: string,
  response: ServerResponse,
): Promise<void> {
  const { body, release } = answer;
  try {
    writeHead(answer, response);
    if (body === undefined || method === "HEAD") response.end();
    else if (typeof body === "string") response.end(body);
    else await pipeline(body, response);
  } finally {
    if (typeof body === "object") body.destroy();
    release?.();
  }
}

function writeHead({ status, headers = {}, body }: Answer, response: ServerResponse): void {
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) response.setHeader(name, value);
  }
  const hasNoBody = status === 204 || status === 304;
  if (typeof body === "string") response.setHeader("content-length", Buffer.byteLength(body));
  else if (!response.hasHeader("content-length") && !hasNoBody) {
    response.setHeader("content-length", 0);
  }
  response.writeHead(status);
}
