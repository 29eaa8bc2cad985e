import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import {
  ChecksumAlgorithm,
  DeleteObjectsCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { expect } from "vitest";
import {
  api,
  type CaseContext,
  type ConformanceCase,
  guide,
  type OutgoingRequest,
  reference,
  refusalOf,
  refusalOfResponse,
} from "@/tests/local/s3/conformance-case";

const put = (context: CaseContext, input: Partial<PutObjectCommandInput>) =>
  context.client.send(
    new PutObjectCommand({ Bucket: context.bucket, Key: "key", Body: "123456789", ...input }),
  );

/** Makes a request one whose body is `chunked`, written by hand, of `sizeBytes` of content. */
const sendChunked = (chunked: string, sizeBytes?: number) => (request: OutgoingRequest) => {
  request.body = chunked;
  Object.assign(request.headers, {
    "content-encoding": "aws-chunked",
    "content-length": String(Buffer.byteLength(chunked)),
    "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
    ...(sizeBytes !== undefined && { "x-amz-decoded-content-length": String(sizeBytes) }),
    "x-amz-trailer": "x-amz-checksum-crc32",
  });
};

async function putChunked(context: CaseContext, chunked: string, sizeBytes?: number) {
  const client = context.alteringClient("before-signing", sendChunked(chunked, sizeBytes));
  return refusalOf(
    client.send(new PutObjectCommand({ Bucket: context.bucket, Key: "key", Body: "x" })),
  );
}

export const CHECKSUM_CASES: ConformanceCase[] = [
  {
    name: "every checksum algorithm is computed, stored and told to those who ask",
    source: guide("checking-object-integrity"),
    async run(context) {
      // The check values of the CRCs' definitions and the digests, all of "123456789".
      const values = {
        CRC32: "y/Q5Jg==",
        CRC32C: "4waSgw==",
        CRC64NVME: "rosUhgp5mIg=",
        SHA1: createHash("sha1").update("123456789").digest("base64"),
        SHA256: createHash("sha256").update("123456789").digest("base64"),
      };
      for (const [algorithm, value] of Object.entries(values)) {
        const checksum = { [`Checksum${algorithm}`]: value };
        const answer = await put(context, { Key: algorithm, ...checksum });
        expect(answer, algorithm).toMatchObject({ ...checksum, ChecksumType: "FULL_OBJECT" });
        const head = await context.client.send(
          new HeadObjectCommand({
            Bucket: context.bucket,
            Key: algorithm,
            ChecksumMode: "ENABLED",
          }),
        );
        expect(head, algorithm).toMatchObject(checksum);
      }
    },
  },
  {
    name: "a body that differs from its checksum is refused",
    source: guide("checking-object-integrity"),
    async run(context) {
      const wrong = {
        ChecksumCRC32: "AAAAAA==",
        ChecksumCRC32C: "AAAAAA==",
        ChecksumCRC64NVME: "AAAAAAAAAAA=",
        ChecksumSHA1: createHash("sha1").update("other").digest("base64"),
        ChecksumSHA256: createHash("sha256").update("other").digest("base64"),
      };
      for (const [name, value] of Object.entries(wrong)) {
        expect(await refusalOf(put(context, { [name]: value })), name).toBe("BadDigest 400");
      }
      expect(await refusalOf(context.read("key"))).toBe("NoSuchKey 404");
    },
  },
  {
    name: "a checksum that cannot be one is refused",
    source: guide("checking-object-integrity"),
    async run(context) {
      const refusal = await refusalOf(put(context, { ChecksumCRC32: "nonsense" }));
      expect(refusal).toBe("InvalidRequest 400");
    },
  },
  {
    name: "a body that differs from its Content-MD5 is refused",
    source: reference("ErrorResponses"),
    async run(context) {
      const md5 = (text: string) => createHash("md5").update(text).digest("base64");
      const right = put(context, { ContentMD5: md5("123456789") });
      expect(await refusalOf(right)).toBe("not refused");
      const wrong = put(context, { ContentMD5: md5("other") });
      expect(await refusalOf(wrong)).toBe("BadDigest 400");
      const impossible = put(context, { ContentMD5: "AAAA" });
      expect(await refusalOf(impossible)).toBe("InvalidDigest 400");
    },
  },
  {
    name: "a body that differs from its signed hash is refused",
    source: reference("sig-v4-header-based-auth"),
    async run(context) {
      const client = context.alteringClient("before-signing", (request) => {
        request.headers["x-amz-content-sha256"] = createHash("sha256")
          .update("other")
          .digest("hex");
      });
      const command = new PutObjectCommand({ Bucket: context.bucket, Key: "k", Body: "body" });
      expect(await refusalOf(client.send(command))).toBe("XAmzContentSHA256Mismatch 400");
    },
  },
  {
    name: "a stream is sent in chunks, and stored without them, whatever its algorithm",
    source: reference("sigv4-streaming-trailers"),
    async run(context) {
      const chunks = [Buffer.alloc(100_000, "a"), Buffer.from("the end")];
      for (const algorithm of Object.values(ChecksumAlgorithm).slice(0, 5)) {
        const answer = await put(context, {
          Body: Readable.from(chunks),
          ContentLength: 100_007,
          ChecksumAlgorithm: algorithm,
          ContentEncoding: "gzip",
        }).catch((error: Error) => error);
        if (answer instanceof Error) throw new Error(algorithm, { cause: answer });
        const head = await context.client.send(
          new HeadObjectCommand({ Bucket: context.bucket, Key: "key" }),
        );
        expect(head).toMatchObject({ ContentLength: 100_007, ContentEncoding: "gzip" });
        expect(await context.read("key")).toBe(Buffer.concat(chunks).toString());
      }
    },
  },
  {
    name: "a trailing checksum is compared with the content",
    source: reference("sigv4-streaming-trailers"),
    async run(context) {
      const body = (checksum: string) =>
        `4\r\n1234\r\n5\r\n56789\r\n0\r\nx-amz-checksum-crc32:${checksum}\r\n\r\n`;
      expect(await putChunked(context, body("y/Q5Jg=="), 9)).toBe("not refused");
      expect(await context.read("key")).toBe("123456789");
      expect(await putChunked(context, body("AAAAAA=="), 9)).toBe("BadDigest 400");
    },
  },
  {
    name: "chunks that end early, lie about their length or lack the trailer are refused",
    source: reference("sigv4-streaming-trailers"),
    async run(context) {
      const trailer = "x-amz-checksum-crc32:y/Q5Jg==\r\n\r\n";
      const whole = `9\r\n123456789\r\n0\r\n${trailer}`;
      expect(await putChunked(context, whole, 8)).toBe("IncompleteBody 400");
      expect(await putChunked(context, "9\r\n12345", 9)).toBe("IncompleteBody 400");
      expect(await putChunked(context, `8\r\n123456789\r\n0\r\n${trailer}`, 9)).toBe(
        "IncompleteBody 400",
      );
      expect(await putChunked(context, "9\r\n123456789\r\n0\r\n\r\n", 9)).toBe(
        "InvalidRequest 400",
      );
      expect(await putChunked(context, `x\r\n${whole}`, 9)).toBe("InvalidRequest 400");
      expect(await refusalOf(context.read("key"))).toBe("NoSuchKey 404");
    },
  },
  {
    name: "a body of unknown length is refused",
    source: reference("ErrorResponses"),
    async run(context) {
      const chunked = "1\r\nx\r\n0\r\n\r\n";
      expect(await putChunked(context, chunked, undefined)).toBe("MissingContentLength 411");
      const command = new PutObjectCommand({ Bucket: context.bucket, Key: "key" });
      const url = await getSignedUrl(context.presigningClient(), command);
      const stream = { method: "PUT", body: new Blob(["x"]).stream(), duplex: "half" };
      const put = await fetch(url, stream);
      expect(await refusalOfResponse(put)).toBe("NotImplemented 501");
    },
  },
  {
    name: "a body that promises more than 5 GiB is refused before it is sent",
    source: guide("qfacts"),
    async run(context) {
      const tooLong = 5 * 1024 ** 3 + 1;
      expect(await putChunked(context, "0\r\n\r\n", tooLong)).toBe("EntityTooLarge 400");
    },
  },
  {
    name: "DeleteObjects must come with a checksum",
    source: api("DeleteObjects"),
    async run(context) {
      const client = context.alteringClient("before-signing", ({ headers }) => {
        for (const name of Object.keys(headers)) {
          if (/checksum|content-md5/i.test(name)) delete headers[name];
        }
      });
      const Delete = { Objects: [{ Key: "key" }] };
      const command = new DeleteObjectsCommand({ Bucket: context.bucket, Delete });
      expect(await refusalOf(client.send(command))).toBe("InvalidRequest 400");
    },
  },
];
