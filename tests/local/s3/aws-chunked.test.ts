import { describe, expect, test } from "vitest";
import { type SeedSignature, verifyHeaders } from "@/infrastructure/local/aws/sigv4";
import { decodeAwsChunked } from "@/infrastructure/local/s3/aws-chunked";

const CREDENTIALS = {
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
};
const SIGNED_HEADERS =
  "content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class";

/** Verifies the request of AWS's example, to whose signature its chunks are chained. */
function seed(): SeedSignature {
  const verification = verifyHeaders(
    {
      method: "PUT",
      rawPath: "/examplebucket/chunkObject.txt",
      query: [],
      headers: {
        host: "s3.amazonaws.com",
        "content-encoding": "aws-chunked",
        "content-length": "66824",
        "x-amz-content-sha256": "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
        "x-amz-date": "20130524T000000Z",
        "x-amz-decoded-content-length": "66560",
        "x-amz-storage-class": "REDUCED_REDUNDANCY",
        authorization: `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=${SIGNED_HEADERS},Signature=4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9`,
      },
    },
    "s3",
    CREDENTIALS,
    Date.parse("2013-05-24T00:00:00Z"),
  );
  if (!verification.ok) throw new Error(verification.message);
  return verification.seed;
}

const CHUNKS: [content: string, signature: string][] = [
  ["a".repeat(65_536), "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648"],
  ["a".repeat(1024), "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497"],
  ["", "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9"],
];

const encode = (chunks: typeof CHUNKS): string =>
  chunks
    .map(([content, signature]) => {
      const size = content.length.toString(16);
      return `${size};chunk-signature=${signature}\r\n${content}${content && "\r\n"}`;
    })
    .join("");

/** Decodes `body` as it would arrive in pieces of `pieceBytes`. */
async function decode(body: string, pieceBytes: number): Promise<string> {
  async function* pieces() {
    for (let at = 0; at < body.length; at += pieceBytes) {
      yield Buffer.from(body.slice(at, at + pieceBytes));
    }
  }
  const decoded: Buffer[] = [];
  const options = { seed: seed(), hasTrailer: false };
  for await (const bytes of decodeAwsChunked(pieces(), new Map(), options)) decoded.push(bytes);
  return Buffer.concat(decoded).toString();
}

/** Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html */
describe("a body whose chunks are signed", () => {
  test("is AWS's example, however it is cut on its way", async () => {
    const body = `${encode(CHUNKS)}\r\n`;
    for (const pieceBytes of [7, 4096, body.length]) {
      expect(await decode(body, pieceBytes)).toBe("a".repeat(66_560));
    }
  });

  test("is refused when a chunk was changed, dropped or not signed", async () => {
    const [first = ["", ""], second = ["", ""], last = ["", ""]] = CHUNKS;
    const changed = encode([first, ["b".repeat(1024), second[1]], last]);
    const dropped = encode([first, last]);
    const unsigned = encode(CHUNKS).replace(`;chunk-signature=${second[1]}`, "");
    for (const body of [changed, dropped, unsigned]) {
      await expect(decode(`${body}\r\n`, 4096)).rejects.toMatchObject({
        code: "SignatureDoesNotMatch",
      });
    }
  });

  test("is refused when it ends before its last chunk", async () => {
    await expect(decode(encode(CHUNKS.slice(0, 2)), 4096)).rejects.toMatchObject({
      code: "IncompleteBody",
    });
  });
});
