import { createHash, type Hash } from "node:crypto";
import { hmacSha256, sha256Hex } from "@/infrastructure/local/aws/signing-key";
import { equalSignatures, type SeedSignature } from "@/infrastructure/local/aws/sigv4";
import { S3Error } from "@/infrastructure/local/s3/errors";

/** No line of the encoding comes near this: a size, a signature or one checksum. */
const LINE_BYTES_MAX = 16 * 1024;

/**
 * Yields the content of an `aws-chunked` body and puts its trailing headers into `trailers`.
 * With a seed, every chunk and the trailer must be signed; a chunk's bytes are yielded before
 * its signature is known, so nothing may be kept until the generator has ended.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export async function* decodeAwsChunked(
  source: AsyncIterable<Buffer>,
  trailers: Map<string, string>,
  options: { seed?: SeedSignature; hasTrailer: boolean },
): AsyncGenerator<Buffer> {
  const reader = new ByteReader(source);
  const chain = options.seed && new SignatureChain(options.seed);

  for (;;) {
    const { sizeBytes, signature } = parseChunkHeader(await reader.line());
    const hash = chain && createHash("sha256");
    for await (const bytes of reader.take(sizeBytes)) {
      hash?.update(bytes);
      yield bytes;
    }
    if (chain && hash) chain.checkChunk(hash, signature);
    if (sizeBytes === 0) break;
    if ((await reader.line()) !== "") throw new S3Error("IncompleteBody");
  }

  if (options.hasTrailer) await readTrailers(reader, trailers, chain);
  else if ((await reader.line()) !== "") throw new S3Error("IncompleteBody");
  await reader.end();
}

function parseChunkHeader(line: string): { sizeBytes: number; signature: string | undefined } {
  const match = /^([0-9a-f]{1,12})(?:;chunk-signature=([0-9a-f]{64}))?$/i.exec(line);
  if (!match?.[1]) throw new S3Error("InvalidRequest", "A chunk does not start with its size.");
  return { sizeBytes: Number.parseInt(match[1], 16), signature: match[2] };
}

async function readTrailers(
  reader: ByteReader,
  trailers: Map<string, string>,
  chain: SignatureChain | undefined,
): Promise<void> {
  for (let line = await reader.line(); line !== ""; line = await reader.line()) {
    const colon = line.indexOf(":");
    if (colon < 1) throw new S3Error("InvalidRequest", "A trailing header has no name.");
    trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  if (!chain) return;
  const signature = trailers.get("x-amz-trailer-signature");
  trailers.delete("x-amz-trailer-signature");
  chain.checkTrailers(trailers, signature);
}

/** Each signature covers the one before it, so that chunks cannot be dropped or reordered. */
class SignatureChain {
  private previous: string;

  constructor(private readonly seed: SeedSignature) {
    this.previous = seed.signature;
  }

  checkChunk(hash: Hash, signature: string | undefined): void {
    this.check("AWS4-HMAC-SHA256-PAYLOAD", [sha256Hex(""), hash.digest("hex")], signature);
  }

  checkTrailers(trailers: Map<string, string>, signature: string | undefined): void {
    const text = [...trailers].map(([name, value]) => `${name}:${value}\n`).join("");
    this.check("AWS4-HMAC-SHA256-TRAILER", [sha256Hex(text)], signature);
  }

  private check(algorithm: string, hashes: string[], signature: string | undefined): void {
    const { key, timestamp, scope } = this.seed;
    const toSign = [algorithm, timestamp, scope, this.previous, ...hashes].join("\n");
    const expected = hmacSha256(key, toSign).toString("hex");
    if (!signature || !equalSignatures(expected, signature)) {
      throw new S3Error("SignatureDoesNotMatch");
    }
    this.previous = expected;
  }
}

/** Reads lines and runs of bytes from a stream of buffers, holding one buffer at a time. */
class ByteReader {
  private readonly source: AsyncIterator<Buffer>;
  private rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.source = source[Symbol.asyncIterator]();
  }

  /** The text up to the next CRLF, without it. */
  async line(): Promise<string> {
    for (;;) {
      const end = this.rest.indexOf("\r\n");
      if (end >= 0) {
        const line = this.rest.subarray(0, end).toString("latin1");
        this.rest = this.rest.subarray(end + 2);
        return line;
      }
      const next = await this.source.next();
      if (next.done || this.rest.length > LINE_BYTES_MAX) throw new S3Error("IncompleteBody");
      this.rest = Buffer.concat([this.rest, next.value]);
    }
  }

  async *take(sizeBytes: number): AsyncGenerator<Buffer> {
    let missing = sizeBytes;
    while (missing > 0) {
      if (this.rest.length === 0) {
        const next = await this.source.next();
        if (next.done) throw new S3Error("IncompleteBody");
        this.rest = next.value;
      }
      const bytes = this.rest.subarray(0, missing);
      this.rest = this.rest.subarray(bytes.length);
      missing -= bytes.length;
      yield bytes;
    }
  }

  async end(): Promise<void> {
    const next = this.rest.length > 0 ? { done: false } : await this.source.next();
    if (!next.done) throw new S3Error("IncompleteBody");
  }
}
