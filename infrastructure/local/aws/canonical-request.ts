import type { IncomingHttpHeaders } from "node:http";

/** A request as it was received; `query` holds decoded pairs in the order of arrival. */
export interface SignedRequest {
  method: string;
  rawPath: string;
  query: [string, string][];
  headers: IncomingHttpHeaders;
  bodySha256?: string;
}

/** Percent-encodes everything but RFC 3986's unreserved characters, as SigV4 asks. */
export const uriEncode = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/**
 * The text whose hash is signed.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function canonicalRequest(
  request: SignedRequest,
  service: string,
  signedHeaders: string[],
  payloadHash: string,
): string {
  return [
    request.method,
    canonicalPath(request.rawPath, service),
    canonicalQuery(request.query),
    ...signedHeaders.map((name) => `${name}:${canonicalHeaderValue(request.headers[name])}`),
    "",
    signedHeaders.join(";"),
    payloadHash,
  ].join("\n");
}

/** S3 encodes each segment once; every other service encodes the encoded path again. */
function canonicalPath(rawPath: string, service: string): string {
  const segments = rawPath.split("/");
  const encode = service === "s3" ? reencode : uriEncode;
  return segments.map(encode).join("/") || "/";
}

const reencode = (segment: string): string => uriEncode(decodeURIComponent(segment));

function canonicalQuery(query: [string, string][]): string {
  return query
    .map(([name, value]) => [uriEncode(name), uriEncode(value)] as const)
    .sort((a, b) => compareText(a[0], b[0]) || compareText(a[1], b[1]))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function canonicalHeaderValue(value: string | string[] | undefined): string {
  const text = Array.isArray(value) ? value.join(",") : (value ?? "");
  return text.trim().replace(/ +/g, " ");
}
