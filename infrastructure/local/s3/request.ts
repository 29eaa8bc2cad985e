import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { S3Error } from "@/infrastructure/local/s3/errors";

const KEY_BYTES_MAX = 1024;
/** The parts of a presigned signature itself; other `x-amz-` parameters stand for headers. */
const SIGNATURE_PARAMETER =
  /^x-amz-(algorithm|credential|date|expires|signedheaders|signature|security-token)$/i;

/** A path-style S3 request. `bucket` and `key` are empty where the path names none. */
export interface S3Request {
  method: string;
  rawPath: string;
  /** Decoded pairs in order of arrival, as they are signed. */
  query: [string, string][];
  parameters: Map<string, string>;
  bucket: string;
  key: string;
  /** As received: what the signature covers. */
  receivedHeaders: IncomingHttpHeaders;
  isPresigned: boolean;
  body: IncomingMessage;
  /** A header, or the query parameter that a presigned URL carries in its place. */
  header(name: string): string | undefined;
  /** All headers whose name starts with `prefix`, by the rest of the name. */
  headersAfter(prefix: string): Record<string, string>;
}

/** Throws InvalidURI and KeyTooLongError. */
export function parseRequest(message: IncomingMessage): S3Request {
  const target = message.url ?? "/";
  const questionMark = target.indexOf("?");
  const rawPath = questionMark < 0 ? target : target.slice(0, questionMark);
  const query = questionMark < 0 ? [] : parseQuery(target.slice(questionMark + 1));
  const { bucket, key } = parsePath(rawPath);
  const isPresigned = query.some(([name]) => name === "X-Amz-Algorithm");
  const headers = mergeHeaders(message.headers, isPresigned ? query : []);

  return {
    method: message.method ?? "GET",
    rawPath,
    query,
    parameters: new Map(query),
    bucket,
    key,
    receivedHeaders: message.headers,
    isPresigned,
    body: message,
    header: (name) => headers.get(name),
    headersAfter: (prefix) =>
      Object.fromEntries(
        [...headers]
          .filter(([name]) => name.startsWith(prefix))
          .map(([name, value]) => [name.slice(prefix.length), value]),
      ),
  };
}

function parseQuery(text: string): [string, string][] {
  return text
    .split("&")
    .filter(Boolean)
    .map((pair) => {
      const equals = pair.indexOf("=");
      if (equals < 0) return [decode(pair), ""];
      return [decode(pair.slice(0, equals)), decode(pair.slice(equals + 1))];
    });
}

/** A key is everything behind the bucket's slash: never split, never normalised. */
function parsePath(rawPath: string): { bucket: string; key: string } {
  if (!rawPath.startsWith("/")) throw new S3Error("InvalidURI");
  const slash = rawPath.indexOf("/", 1);
  if (slash < 0) return { bucket: decodeSegment(rawPath.slice(1)), key: "" };
  const key = decodeSegment(rawPath.slice(slash + 1));
  if (Buffer.byteLength(key) > KEY_BYTES_MAX) throw new S3Error("KeyTooLongError");
  return { bucket: decodeSegment(rawPath.slice(1, slash)), key };
}

const decode = (text: string): string => decodeSegment(text.replaceAll("+", " "));

function decodeSegment(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw Object.assign(new S3Error("InvalidURI"), { cause });
  }
}

function mergeHeaders(received: IncomingHttpHeaders, hoisted: [string, string][]) {
  const headers = new Map<string, string>();
  for (const [name, value] of hoisted) {
    if (/^x-amz-/i.test(name) && !SIGNATURE_PARAMETER.test(name)) {
      headers.set(name.toLowerCase(), value);
    }
  }
  for (const [name, value] of Object.entries(received)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(",") : value);
  }
  return headers;
}
