import { createHash, createHmac } from "node:crypto";

/** What a SigV4 credential is valid for; `date` is `YYYYMMDD` in UTC. */
export interface CredentialScope {
  date: string;
  region: string;
  service: string;
}

export const sha256Hex = (content: string | Uint8Array): string =>
  createHash("sha256").update(content).digest("hex");

export const hmacSha256 = (key: string | Buffer, content: string): Buffer =>
  createHmac("sha256", key).update(content).digest();

export const scopeToString = ({ date, region, service }: CredentialScope): string =>
  `${date}/${region}/${service}/aws4_request`;

/** A key lives for one day, region and service: a handful suffice, and a stranger cannot fill the cache. */
const CACHE_SIZE_MAX = 64;
const keysByScope = new Map<string, Buffer>();

/**
 * The key that signs everything in `scope`.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signingKey(secretAccessKey: string, scope: CredentialScope): Buffer {
  const cacheKey = `${secretAccessKey}\n${scopeToString(scope)}`;
  const cached = keysByScope.get(cacheKey);
  if (cached) return cached;

  const dateKey = hmacSha256(`AWS4${secretAccessKey}`, scope.date);
  const regionKey = hmacSha256(dateKey, scope.region);
  const key = hmacSha256(hmacSha256(regionKey, scope.service), "aws4_request");

  if (keysByScope.size >= CACHE_SIZE_MAX) keysByScope.clear();
  keysByScope.set(cacheKey, key);
  return key;
}
