import {
  CopyObjectCommand,
  type CopyObjectCommandInput,
  GetObjectCommand,
  GetObjectTaggingCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { expect } from "vitest";
import {
  api,
  type CaseContext,
  type ConformanceCase,
  refusalOf,
} from "@/tests/local/s3/conformance-case";

const putSource = ({ client, bucket }: CaseContext) =>
  client.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: "source",
      Body: "content",
      ContentType: "text/plain",
      Metadata: { seed: "1" },
      Tagging: "kind=source",
    }),
  );

const copy = ({ client, bucket }: CaseContext, input: Partial<CopyObjectCommandInput> = {}) =>
  client.send(
    new CopyObjectCommand({
      Bucket: bucket,
      Key: "copy",
      CopySource: `${bucket}/source`,
      ...input,
    }),
  );

async function describeCopy({ client, bucket }: CaseContext) {
  const object = { Bucket: bucket, Key: "copy" };
  const { ContentType, Metadata, ETag } = await client.send(new GetObjectCommand(object));
  const { TagSet = [] } = await client.send(new GetObjectTaggingCommand(object));
  return { ContentType, Metadata, ETag, tags: TagSet.map(({ Value }) => Value) };
}

export const COPY_CASES: ConformanceCase[] = [
  {
    name: "a copy has its source's bytes, metadata, tags and ETag",
    source: api("CopyObject"),
    async run(context) {
      const { ETag } = await putSource(context);
      const { CopyObjectResult } = await copy(context);
      expect(CopyObjectResult?.ETag).toBe(ETag);
      expect(await context.read("copy")).toBe("content");
      const expected = { ContentType: "text/plain", Metadata: { seed: "1" }, ETag };
      expect(await describeCopy(context)).toEqual({ ...expected, tags: ["source"] });
    },
  },
  {
    name: "a copy outlives its source",
    source: api("CopyObject"),
    async run(context) {
      await putSource(context);
      await copy(context);
      await context.put("source", "overwritten");
      expect(await context.read("copy")).toBe("content");
    },
  },
  {
    name: "REPLACE gives a copy its own metadata and tags",
    source: api("CopyObject"),
    async run(context) {
      await putSource(context);
      await copy(context, {
        MetadataDirective: "REPLACE",
        ContentType: "image/png",
        Metadata: { seed: "2" },
        TaggingDirective: "REPLACE",
        Tagging: "kind=copy",
      });
      expect(await describeCopy(context)).toMatchObject({
        ContentType: "image/png",
        Metadata: { seed: "2" },
        tags: ["copy"],
      });
    },
  },
  {
    name: "an object may be copied onto itself only to change what is said of it",
    source: api("CopyObject"),
    async run(context) {
      await putSource(context);
      expect(await refusalOf(copy(context, { Key: "source" }))).toBe("InvalidRequest 400");
      await copy(context, { Key: "source", MetadataDirective: "REPLACE", Metadata: { seed: "3" } });
      expect(await context.read("source")).toBe("content");
    },
  },
  {
    name: "a source is named percent-encoded, with or without a slash in front",
    source: api("CopyObject"),
    async run(context) {
      const key = "a b/ü+%20?x=1/../日本語";
      await context.put(key, "hard to name");
      const CopySource = `${context.bucket}/${encodeURIComponent(key)}`;
      await copy(context, { CopySource });
      await copy(context, { Key: "second", CopySource: `/${CopySource}` });
      expect(await context.read("copy")).toBe("hard to name");
      expect(await context.read("second")).toBe("hard to name");
    },
  },
  {
    name: "a missing source is refused",
    source: api("CopyObject"),
    async run(context) {
      const from = (CopySource: string) => refusalOf(copy(context, { CopySource }));
      expect(await from(`${context.bucket}/none`)).toBe("NoSuchKey 404");
      expect(await from("no-such-bucket/none")).toBe("NoSuchBucket 404");
      expect(await from("nonsense")).toBe("InvalidArgument 400");
    },
  },
  {
    name: "a copy may depend on what its source is",
    source: api("CopyObject"),
    async run(context) {
      const { ETag } = await putSource(context);
      const matching = copy(context, { CopySourceIfMatch: ETag });
      expect(await refusalOf(matching)).toBe("not refused");
      const other = copy(context, { CopySourceIfMatch: '"other"' });
      expect(await refusalOf(other)).toBe("PreconditionFailed 412");
      const known = copy(context, { CopySourceIfNoneMatch: ETag });
      expect(await refusalOf(known)).toBe("PreconditionFailed 412");
    },
  },
];
