import { timingSafeEqual } from "node:crypto";
import { canonicalRequest, type SignedRequest } from "@/infrastructure/local/aws/canonical-request";
import { refusalToError, SignatureRefusal } from "@/infrastructure/local/aws/signature-refusal";
import {
  type CredentialScope,
  hmacSha256,
  scopeToString,
  sha256Hex,
  signingKey,
} from "@/infrastructure/local/aws/signing-key";

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
}

/** What the signatures of a body's chunks are chained to. */
export interface SeedSignature {
  key: Buffer;
  timestamp: string;
  scope: string;
  signature: string;
}

export type Verification =
  | { ok: true; seed: SeedSignature }
  | { ok: false; code: string; message: string };

/** The parts of a signature, from a header or from a query. */
interface Claim {
  credential: string;
  signedHeaders: string[];
  signature: string;
  timestamp: string;
  malformed: "malformed-header" | "malformed-query";
}

const ALGORITHM = "AWS4-HMAC-SHA256";
const SKEW_MAX_MS = 15 * 60 * 1000;
/** A presigned URL is valid for at most seven days. */
const EXPIRY_MAX_SECONDS = 7 * 24 * 60 * 60;

/**
 * Checks the `Authorization` header. Any region is accepted, the service must be `service`.
 * With `bodySha256` the signed hash must be that of the body; without it the caller must
 * compare the body with `x-amz-content-sha256` itself.
 */
export function verifyHeaders(
  request: SignedRequest,
  service: string,
  credentials: Credentials,
  now = Date.now(),
): Verification {
  return verified(service, () => {
    const claim = claimOfHeaders(request);
    const scope = checkCredential(claim, service, credentials);
    if (!(Math.abs(now - parseTimestamp(claim)) <= SKEW_MAX_MS)) {
      throw new SignatureRefusal("skewed");
    }
    checkSignedHeaders(request, claim);
    return checkSignature(request, claim, scope, payloadHash(request), credentials);
  });
}

/** Checks a presigned URL: the signature, its expiry, and that no `x-amz-` header was added. */
export function verifyPresigned(
  request: SignedRequest,
  service: string,
  credentials: Credentials,
  now = Date.now(),
): Verification {
  return verified(service, () => {
    const claim = claimOfQuery(request);
    const scope = checkCredential(claim, service, credentials);
    checkExpiry(request, claim, now);
    checkSignedHeaders(request, claim);
    const unsigned = request.query.filter(([name]) => name !== "X-Amz-Signature");
    const hash = header(request, "x-amz-content-sha256") ?? presignedHash(request);
    return checkSignature({ ...request, query: unsigned }, claim, scope, hash, credentials);
  });
}

function verified(service: string, check: () => SeedSignature): Verification {
  try {
    return { ok: true, seed: check() };
  } catch (error) {
    if (error instanceof SignatureRefusal) return { ok: false, ...refusalToError(error, service) };
    throw error;
  }
}

function claimOfHeaders(request: SignedRequest): Claim {
  const authorization = header(request, "authorization");
  if (!authorization) throw new SignatureRefusal("anonymous");
  if (!authorization.startsWith(`${ALGORITHM} `)) {
    throw new SignatureRefusal("malformed-header", `only ${ALGORITHM} is supported`);
  }
  const fields = new Map(
    authorization
      .slice(ALGORITHM.length + 1)
      .split(",")
      .map((field) => splitOnce(field.trim(), "=")),
  );
  return claimOf(
    "malformed-header",
    fields.get("Credential"),
    fields.get("SignedHeaders"),
    fields.get("Signature"),
    header(request, "x-amz-date"),
  );
}

function claimOfQuery(request: SignedRequest): Claim {
  const query = new Map(request.query);
  const algorithm = query.get("X-Amz-Algorithm");
  if (algorithm === undefined) throw new SignatureRefusal("anonymous");
  if (algorithm !== ALGORITHM) {
    throw new SignatureRefusal("malformed-query", `X-Amz-Algorithm only supports ${ALGORITHM}`);
  }
  return claimOf(
    "malformed-query",
    query.get("X-Amz-Credential"),
    query.get("X-Amz-SignedHeaders"),
    query.get("X-Amz-Signature"),
    query.get("X-Amz-Date"),
  );
}

function claimOf(
  malformed: Claim["malformed"],
  credential: string | undefined,
  signedHeaders: string | undefined,
  signature: string | undefined,
  timestamp: string | undefined,
): Claim {
  if (!credential || !signedHeaders || !signature || !timestamp) {
    throw new SignatureRefusal(
      malformed,
      "credential, signed headers, signature and date must be given",
    );
  }
  return { credential, signedHeaders: signedHeaders.split(";"), signature, timestamp, malformed };
}

function checkCredential(claim: Claim, service: string, credentials: Credentials): CredentialScope {
  const [accessKeyId, date, region, signedService, terminator, ...rest] =
    claim.credential.split("/");
  if (!date || !region || !signedService || terminator !== "aws4_request" || rest.length > 0) {
    throw new SignatureRefusal(
      claim.malformed,
      "the credential must be KEY/YYYYMMDD/REGION/SERVICE/aws4_request",
    );
  }
  if (accessKeyId !== credentials.accessKeyId) throw new SignatureRefusal("unknown-key");
  if (signedService !== service) {
    throw new SignatureRefusal(
      "wrong-scope",
      `expected service "${service}", not "${signedService}"`,
    );
  }
  if (!claim.timestamp.startsWith(date)) {
    throw new SignatureRefusal("wrong-scope", "its date differs from the date of the request");
  }
  return { date, region, service };
}

function parseTimestamp({ timestamp, malformed }: Claim): number {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(timestamp);
  if (!parts) throw new SignatureRefusal(malformed, "the date must be YYYYMMDDTHHMMSSZ");
  const [, year, month, day, hour, minute, second] = parts;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

function checkExpiry(request: SignedRequest, claim: Claim, now: number): void {
  const expires = request.query.find(([name]) => name === "X-Amz-Expires")?.[1] ?? "";
  const expirySeconds = Number(expires);
  if (!/^\d+$/.test(expires) || expirySeconds < 1 || expirySeconds > EXPIRY_MAX_SECONDS) {
    throw new SignatureRefusal(
      "malformed-query",
      `X-Amz-Expires must be 1 to ${EXPIRY_MAX_SECONDS} seconds`,
    );
  }
  const signedAt = parseTimestamp(claim);
  if (!(signedAt - now <= SKEW_MAX_MS)) {
    throw new SignatureRefusal("malformed-query", "the URL is not yet valid");
  }
  if (now > signedAt + expirySeconds * 1000) throw new SignatureRefusal("expired");
}

function checkSignedHeaders(request: SignedRequest, claim: Claim): void {
  const missing = ["host", ...Object.keys(request.headers)].find(
    (name) => mustBeSigned(name) && !claim.signedHeaders.includes(name),
  );
  if (missing) throw new SignatureRefusal("unsigned-header", missing);
}

/** The hash of the body is part of the canonical request even where its header is not signed. */
const mustBeSigned = (name: string): boolean =>
  name === "host" || (name.startsWith("x-amz-") && name !== "x-amz-content-sha256");

function payloadHash(request: SignedRequest): string {
  const declared = header(request, "x-amz-content-sha256");
  const hash = declared ?? request.bodySha256;
  if (hash === undefined) throw new SignatureRefusal("missing-payload-hash");
  if (request.bodySha256 !== undefined && request.bodySha256 !== hash) {
    throw new SignatureRefusal("payload-mismatch");
  }
  return hash;
}

const presignedHash = (request: SignedRequest): string =>
  request.query.find(([name]) => name === "X-Amz-Content-Sha256")?.[1] ?? "UNSIGNED-PAYLOAD";

function checkSignature(
  request: SignedRequest,
  claim: Claim,
  scope: CredentialScope,
  hash: string,
  credentials: Credentials,
): SeedSignature {
  const key = signingKey(credentials.secretAccessKey, scope);
  const scopeText = scopeToString(scope);
  const canonical = canonicalRequest(request, scope.service, claim.signedHeaders, hash);
  const toSign = [ALGORITHM, claim.timestamp, scopeText, sha256Hex(canonical)].join("\n");
  if (!equalSignatures(hmacSha256(key, toSign).toString("hex"), claim.signature)) {
    throw new SignatureRefusal("mismatch");
  }
  return { key, timestamp: claim.timestamp, scope: scopeText, signature: claim.signature };
}

/** Compares in constant time, so that a signature cannot be guessed digit by digit. */
export function equalSignatures(expected: string, actual: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(actual)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function header(request: SignedRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(",") : value;
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + separator.length)];
}
