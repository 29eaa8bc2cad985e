import { createHash, type Hash } from "node:crypto";
import type { Payload } from "@/infrastructure/local/s3/authenticate";
import { decodeAwsChunked } from "@/infrastructure/local/s3/aws-chunked";
import {
  CHECKSUM_ALGORITHMS,
  type ChecksumAlgorithm,
  checksumHeader,
  findAlgorithm,
  isChecksumValue,
} from "@/infrastructure/local/s3/checksums";
import { S3Error, type S3ErrorCode } from "@/infrastructure/local/s3/errors";
import { Measure, type Measured } from "@/infrastructure/local/s3/measure";
import type { S3Request } from "@/infrastructure/local/s3/request";

/** The most bytes that a body may have, and what is said of one that has more. */
export interface BodyLimit {
  sizeBytesMax: number;
  refusal: S3ErrorCode;
}

/** The body of one PUT. Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
export const UPLOAD_LIMIT: BodyLimit = { sizeBytesMax: 5 * 1024 ** 3, refusal: "EntityTooLarge" };
/** A list of 10,000 parts with checksums stays below this. */
const DOCUMENT_LIMIT: BodyLimit = {
  sizeBytesMax: 4 * 1024 ** 2,
  refusal: "MaxMessageLengthExceeded",
};

/** Reads a small body, an XML document, as verified text. */
export async function receiveText(request: S3Request, payload: Payload): Promise<string> {
  const body = await PromisedBody.start(request, payload, DOCUMENT_LIMIT);
  const chunks: Buffer[] = [];
  for await (const chunk of body.chunks()) chunks.push(chunk);
  body.verify();
  return Buffer.concat(chunks).toString("utf8");
}

/** Refuses a document whose caller promised neither an MD5 nor a checksum of it. */
export function requireIntegrity(request: S3Request): void {
  if (request.header("content-md5") || declaredAlgorithm(request)) return;
  throw new S3Error(
    "InvalidRequest",
    "Missing required header for this request: Content-MD5 OR x-amz-checksum-*",
  );
}

/** A body on its way: decoded and measured, to be compared with all that its headers promise. */
export class PromisedBody {
  private readonly trailers = new Map<string, string>();
  private readonly sha256: Hash | undefined;

  private constructor(
    private readonly request: S3Request,
    private readonly payload: Payload,
    private readonly limit: BodyLimit,
    private readonly measure: Measure,
  ) {
    this.sha256 = payload.kind === "sha256" ? createHash("sha256") : undefined;
  }

  /** Throws at once where the promised length is missing or too large. */
  static async start(request: S3Request, payload: Payload, limit: BodyLimit) {
    if (promisedLength(request, payload) > limit.sizeBytesMax) throw new S3Error(limit.refusal);
    const measure = await Measure.start(declaredAlgorithm(request));
    return new PromisedBody(request, payload, limit, measure);
  }

  /** The content as it arrives. It counts for nothing until `verify` has returned. */
  async *chunks(): AsyncGenerator<Buffer> {
    for await (const chunk of this.content()) {
      if (this.measure.update(chunk) > this.limit.sizeBytesMax)
        throw new S3Error(this.limit.refusal);
      this.sha256?.update(chunk);
      yield chunk;
    }
  }

  private content(): AsyncIterable<Buffer> {
    // The socket must outlive a refusal in the middle of a body, or the caller never reads it.
    const received: AsyncIterable<Buffer> = this.request.body.iterator({ destroyOnReturn: false });
    if (this.payload.kind !== "chunked") return received;
    return decodeAwsChunked(received, this.trailers, this.payload);
  }

  /** Throws unless the whole body arrived and is what was promised. */
  verify(): Measured {
    const measured = this.measure.finish();
    if (measured.sizeBytes !== promisedLength(this.request, this.payload)) {
      throw new S3Error("IncompleteBody");
    }
    if (this.payload.kind === "sha256" && this.sha256?.digest("hex") !== this.payload.hex) {
      throw new S3Error("XAmzContentSHA256Mismatch");
    }
    checkMd5(this.request.header("content-md5"), measured.md5Hex);
    this.verifyChecksum(measured);
    return measured;
  }

  private verifyChecksum({ checksum }: Measured): void {
    if (!checksum) return;
    const { algorithm, value } = checksum;
    const name = checksumHeader(algorithm);
    const promised = this.request.header(name) ?? this.trailers.get(name);
    if (promised === undefined) {
      if (this.request.header("x-amz-trailer") === undefined) return;
      throw new S3Error("InvalidRequest", `The trailing header ${name} is missing.`);
    }
    if (!isChecksumValue(algorithm, promised)) {
      throw new S3Error("InvalidRequest", `Value for ${name} header is invalid.`);
    }
    if (promised === value) return;
    throw new S3Error(
      "BadDigest",
      `The ${algorithm} you specified did not match the calculated checksum.`,
    );
  }
}

/** The algorithm that the caller named for the body's checksum, in whichever of three ways. */
function declaredAlgorithm(request: S3Request): ChecksumAlgorithm | undefined {
  const trailer = request.header("x-amz-trailer")?.toLowerCase();
  const named = CHECKSUM_ALGORITHMS.find((algorithm) => {
    const name = checksumHeader(algorithm);
    return request.header(name) !== undefined || trailer === name;
  });
  return named ?? findAlgorithm(request.header("x-amz-sdk-checksum-algorithm") ?? "");
}

/** The length of the content, which S3 wants to know before it arrives. */
function promisedLength(request: S3Request, payload: Payload): number {
  const isChunked = payload.kind === "chunked";
  if (!isChunked && request.header("transfer-encoding") !== undefined) {
    throw new S3Error(
      "NotImplemented",
      "A header you provided implies functionality that is not implemented: give a Content-Length.",
      { Header: "Transfer-Encoding" },
    );
  }
  const name = isChunked ? "x-amz-decoded-content-length" : "content-length";
  const text = request.header(name) ?? (isChunked ? undefined : "0");
  if (text === undefined) throw new S3Error("MissingContentLength");
  if (!/^\d{1,15}$/.test(text)) throw new S3Error("InvalidArgument", `${name} is not a length.`);
  return Number(text);
}

function checkMd5(promised: string | undefined, computedHex: string): void {
  if (promised === undefined) return;
  const bytes = Buffer.from(promised, "base64");
  if (bytes.length !== 16) throw new S3Error("InvalidDigest");
  if (bytes.toString("hex") !== computedHex) throw new S3Error("BadDigest");
}
