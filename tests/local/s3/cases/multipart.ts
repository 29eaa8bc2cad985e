import { createHash } from "node:crypto";
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  type CompleteMultipartUploadCommandInput,
  CreateMultipartUploadCommand,
  type CreateMultipartUploadCommandInput,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from "@aws-sdk/client-s3";
import { expect } from "vitest";
import {
  api,
  type CaseContext,
  type ConformanceCase,
  guide,
  reference,
  refusalOf,
} from "@/tests/local/s3/conformance-case";

const MIB = 1024 * 1024;
const md5 = (content: Buffer | string) => createHash("md5").update(content).digest("hex");

/** An upload under way to `key`, and the calls that its client makes. */
class Upload {
  private constructor(
    private readonly context: CaseContext,
    readonly id: string,
    readonly key: string,
  ) {}

  static async start(
    context: CaseContext,
    about: Partial<CreateMultipartUploadCommandInput> = {},
  ): Promise<Upload> {
    const Key = about.Key ?? "large";
    const { UploadId } = await context.client.send(
      new CreateMultipartUploadCommand({ ...about, Bucket: context.bucket, Key }),
    );
    return new Upload(context, UploadId ?? "", Key);
  }

  private get target() {
    return { Bucket: this.context.bucket, Key: this.key, UploadId: this.id };
  }

  async part(PartNumber: number, Body: Buffer | string) {
    const answer = await this.context.client.send(
      new UploadPartCommand({ ...this.target, PartNumber, Body }),
    );
    return { ...answer, PartNumber };
  }

  async partCopy(PartNumber: number, CopySource: string, CopySourceRange?: string) {
    const { CopyPartResult } = await this.context.client.send(
      new UploadPartCopyCommand({ ...this.target, PartNumber, CopySource, CopySourceRange }),
    );
    return { PartNumber, ETag: CopyPartResult?.ETag };
  }

  complete(
    Parts: { PartNumber?: number; ETag?: string }[],
    condition: Partial<CompleteMultipartUploadCommandInput> = {},
  ) {
    const MultipartUpload = { Parts };
    return this.context.client.send(
      new CompleteMultipartUploadCommand({ ...this.target, MultipartUpload, ...condition }),
    );
  }

  abort() {
    return this.context.client.send(new AbortMultipartUploadCommand(this.target));
  }

  list(page: { MaxParts?: number; PartNumberMarker?: string } = {}) {
    return this.context.client.send(new ListPartsCommand({ ...this.target, ...page }));
  }
}

export const MULTIPART_CASES: ConformanceCase[] = [
  {
    name: "parts become one object in the order of their numbers, its ETag made of theirs",
    source: guide("mpuoverview"),
    async run(context) {
      const upload = await Upload.start(context, { Metadata: { seed: "7" }, Tagging: "a=b" });
      const [first, last] = [Buffer.alloc(5 * MIB, "a"), Buffer.from("the end")];
      const second = await upload.part(2, last);
      const parts = [await upload.part(1, first), second];
      const { ETag } = await upload.complete(parts);
      const digests = Buffer.from(md5(first) + md5(last), "hex");
      expect(ETag).toBe(`"${md5(digests)}-2"`);
      const got = await context.client.send(
        new GetObjectCommand({ Bucket: context.bucket, Key: "large" }),
      );
      const body = Buffer.from((await got.Body?.transformToByteArray()) ?? []);
      expect(body.equals(Buffer.concat([first, last]))).toBe(true);
      expect(got).toMatchObject({ Metadata: { seed: "7" }, TagCount: 1, ETag });
    },
  },
  {
    name: "a range may span parts",
    source: api("GetObject"),
    async run(context) {
      const upload = await Upload.start(context);
      const first = Buffer.alloc(5 * MIB, "a");
      await upload.complete([await upload.part(1, first), await upload.part(2, "bcdef")]);
      const Range = `bytes=${5 * MIB - 2}-${5 * MIB + 1}`;
      const got = await context.client.send(
        new GetObjectCommand({ Bucket: context.bucket, Key: "large", Range }),
      );
      expect(await got.Body?.transformToString()).toBe("aabc");
    },
  },
  {
    name: "nothing is readable before the upload is complete",
    source: guide("mpuoverview"),
    async run(context) {
      const upload = await Upload.start(context);
      await upload.part(1, "part");
      expect(await refusalOf(context.read("large"))).toBe("NoSuchKey 404");
    },
  },
  {
    name: "a part that is sent again replaces the first, and numbers may have gaps",
    source: api("UploadPart"),
    async run(context) {
      const upload = await Upload.start(context);
      const old = await upload.part(7, "old");
      const part = await upload.part(7, "new");
      expect(await refusalOf(upload.complete([old]))).toBe("InvalidPart 400");
      await upload.complete([part]);
      expect(await context.read("large")).toBe("new");
    },
  },
  {
    name: "parts are listed by number, in pages",
    source: api("ListParts"),
    async run(context) {
      const upload = await Upload.start(context);
      for (const number of [3, 1, 2]) await upload.part(number, `part ${number}`);
      const first = await upload.list({ MaxParts: 2 });
      expect(first.Parts?.map(({ PartNumber }) => PartNumber)).toEqual([1, 2]);
      expect(first).toMatchObject({ IsTruncated: true, NextPartNumberMarker: "2" });
      const rest = await upload.list({ PartNumberMarker: first.NextPartNumberMarker });
      expect(rest.IsTruncated).toBe(false);
      expect(rest.Parts?.[0]).toMatchObject({
        PartNumber: 3,
        Size: 6,
        ETag: `"${md5("part 3")}"`,
      });
    },
  },
  {
    name: "a part below 5 MiB is refused unless it is the last",
    source: guide("qfacts"),
    async run(context) {
      const upload = await Upload.start(context);
      const parts = [await upload.part(1, "too small"), await upload.part(2, "last")];
      expect(await refusalOf(upload.complete(parts))).toBe("EntityTooSmall 400");
    },
  },
  {
    name: "an unknown part, a wrong ETag and a wrong order are refused, and the upload goes on",
    source: api("CompleteMultipartUpload"),
    async run(context) {
      const upload = await Upload.start(context);
      const one = await upload.part(1, Buffer.alloc(5 * MIB));
      const two = await upload.part(2, "two");
      const wrong = { PartNumber: 2, ETag: '"00000000000000000000000000000000"' };
      expect(await refusalOf(upload.complete([one, wrong]))).toBe("InvalidPart 400");
      const unknown = { PartNumber: 3, ETag: two.ETag };
      expect(await refusalOf(upload.complete([one, unknown]))).toBe("InvalidPart 400");
      expect(await refusalOf(upload.complete([two, one]))).toBe("InvalidPartOrder 400");
      expect(await refusalOf(upload.complete([one, one]))).toBe("InvalidPartOrder 400");
      expect(await refusalOf(upload.complete([]))).toBe("MalformedXML 400");
      expect(await refusalOf(upload.complete([one, two]))).toBe("not refused");
    },
  },
  {
    name: "a part number outside 1 to 10000 is refused",
    source: guide("qfacts"),
    async run(context) {
      const upload = await Upload.start(context);
      expect(await refusalOf(upload.part(0, "x"))).toBe("InvalidArgument 400");
      expect(await refusalOf(upload.part(10_001, "x"))).toBe("InvalidArgument 400");
      expect(await refusalOf(upload.part(10_000, "x"))).toBe("not refused");
    },
  },
  {
    name: "an aborted upload is gone with its parts",
    source: api("AbortMultipartUpload"),
    async run(context) {
      const upload = await Upload.start(context);
      const part = await upload.part(1, "part");
      await upload.abort();
      expect(await refusalOf(upload.list())).toBe("NoSuchUpload 404");
      expect(await refusalOf(upload.part(2, "late"))).toBe("NoSuchUpload 404");
      expect(await refusalOf(upload.complete([part]))).toBe("NoSuchUpload 404");
      expect(await refusalOf(upload.abort())).toBe("NoSuchUpload 404");
    },
  },
  {
    name: "an upload belongs to its key",
    source: reference("ErrorResponses"),
    async run(context) {
      const { id } = await Upload.start(context);
      const part = new UploadPartCommand({
        Bucket: context.bucket,
        Key: "another",
        UploadId: id,
        PartNumber: 1,
        Body: "x",
      });
      expect(await refusalOf(context.client.send(part))).toBe("NoSuchUpload 404");
    },
  },
  {
    name: "uploads under way are listed by key until they end",
    source: api("ListMultipartUploads"),
    async run(context) {
      const [b, a] = [
        await Upload.start(context, { Key: "b/2" }),
        await Upload.start(context, { Key: "a/1" }),
      ];
      const list = async (Prefix?: string) => {
        const { Uploads = [] } = await context.client.send(
          new ListMultipartUploadsCommand({ Bucket: context.bucket, Prefix }),
        );
        return Uploads.map(({ Key, UploadId }) => [Key, UploadId]);
      };
      expect(await list()).toEqual([
        ["a/1", a.id],
        ["b/2", b.id],
      ]);
      expect(await list("b/")).toEqual([["b/2", b.id]]);
      await b.abort();
      await a.complete([await a.part(1, "x")]);
      expect(await list()).toEqual([]);
    },
  },
  {
    name: "a part may be copied from an object, whole or in part",
    source: api("UploadPartCopy"),
    async run(context) {
      await context.put("source", Buffer.alloc(5 * MIB, "s"));
      await context.put("digits", "0123456789");
      const upload = await Upload.start(context);
      const whole = await upload.partCopy(1, `${context.bucket}/source`);
      const piece = await upload.partCopy(2, `${context.bucket}/digits`, "bytes=3-5");
      expect(piece.ETag).toBe(`"${md5("345")}"`);
      await upload.complete([whole, piece]);
      expect((await context.read("large")).slice(-5)).toBe("ss345");
    },
  },
  {
    name: "a copied range must lie within its source",
    source: api("UploadPartCopy"),
    async run(context) {
      await context.put("digits", "0123456789");
      const upload = await Upload.start(context);
      const copy = (range: string) =>
        refusalOf(upload.partCopy(1, `${context.bucket}/digits`, range));
      expect(await copy("bytes=3-10")).toBe("InvalidArgument 400");
      expect(await copy("bytes=-3")).toBe("InvalidArgument 400");
    },
  },
  {
    name: "an upload completes over an existing object only as its condition allows",
    source: guide("conditional-writes"),
    async run(context) {
      await context.put("large", "already there");
      const upload = await Upload.start(context);
      const part = await upload.part(1, "new");
      const refused = upload.complete([part], { IfNoneMatch: "*" });
      expect(await refusalOf(refused)).toBe("PreconditionFailed 412");
      expect(await context.read("large")).toBe("already there");
      await upload.complete([part]);
      expect(await context.read("large")).toBe("new");
    },
  },
  {
    name: "the checksum of an object is composed of its parts' checksums",
    source: guide("checking-object-integrity-upload"),
    async run(context) {
      const upload = await Upload.start(context, { ChecksumAlgorithm: "SHA256" });
      const send = async (PartNumber: number, Body: Buffer) => {
        const { ETag, ChecksumSHA256 } = await context.client.send(
          new UploadPartCommand({
            Bucket: context.bucket,
            Key: "large",
            UploadId: upload.id,
            PartNumber,
            Body,
            ChecksumAlgorithm: "SHA256",
          }),
        );
        return { PartNumber, ETag, ChecksumSHA256 };
      };
      const parts = [
        await send(1, Buffer.alloc(5 * MIB, "x")),
        await send(2, Buffer.from("the end")),
      ];
      const digests = parts.map(({ ChecksumSHA256 = "" }) => Buffer.from(ChecksumSHA256, "base64"));
      const composed = createHash("sha256").update(Buffer.concat(digests)).digest("base64");
      const swapped = { ...parts[1], ChecksumSHA256: parts[0]?.ChecksumSHA256 };
      expect(await refusalOf(upload.complete([parts[0] ?? {}, swapped]))).toBe("InvalidPart 400");
      const { ChecksumSHA256, ChecksumType } = await upload.complete(parts);
      expect([ChecksumSHA256, ChecksumType]).toEqual([`${composed}-2`, "COMPOSITE"]);
    },
  },
];
