import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  DeleteObjectTaggingCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
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

const HOSTILE_KEYS = [
  "../../etc/passwd",
  "..",
  ".",
  "a/../../b",
  "/leading",
  "//double//slashes//",
  "trailing/",
  "back\\slash",
  "C:\\windows",
  "percent%2e%2e%2f",
  "plus+ and  spaces ",
  "quo\"te'<>&;",
  "question?mark#hash",
  "star*(!)~:@=,$",
  "line\nbreak\ttab",
  "\u0001control",
  "ünï/日本語/🎨",
  "\ufffe",
  "nul\u0000byte",
  "con.txt:stream",
];

const getRange = async ({ client, bucket }: CaseContext, Key: string, Range: string) => {
  const answer = await client.send(new GetObjectCommand({ Bucket: bucket, Key, Range }));
  return `${answer.ContentRange} ${await answer.Body?.transformToString()}`;
};

export const OBJECT_CASES: ConformanceCase[] = [
  {
    name: "an object comes back with its bytes, type, metadata and MD5 as ETag",
    source: api("PutObject"),
    async run({ client, bucket }) {
      const about = {
        ContentType: "text/plain; charset=utf-8",
        CacheControl: "max-age=60",
        ContentLanguage: "de",
        ContentEncoding: "identity",
        Metadata: { seed: "42", "long-name": "a b  c" },
      };
      const Key = "note.txt";
      const put = await client.send(
        new PutObjectCommand({ Bucket: bucket, Key, Body: "hello", ...about }),
      );
      expect(put.ETag).toBe('"5d41402abc4b2a76b9719d911017c592"');
      const got = await client.send(new GetObjectCommand({ Bucket: bucket, Key }));
      expect(await got.Body?.transformToString()).toBe("hello");
      expect(got).toMatchObject({ ...about, ContentLength: 5, ETag: put.ETag });
      expect(got.LastModified).toBeInstanceOf(Date);
    },
  },
  {
    name: "HEAD says what GET says, without the body",
    source: api("HeadObject"),
    async run(context) {
      const { client, bucket } = context;
      const etag = await context.put("key", "hello");
      const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: "key" }));
      expect(head).toMatchObject({ ETag: etag, ContentLength: 5, AcceptRanges: "bytes" });
      const missing = client.send(new HeadObjectCommand({ Bucket: bucket, Key: "none" }));
      expect(await refusalOf(missing)).toBe("NotFound 404");
    },
  },
  {
    name: "an empty object is an object",
    source: api("PutObject"),
    async run(context) {
      await context.put("empty", "");
      expect(await context.read("empty")).toBe("");
    },
  },
  {
    name: "a missing key and a missing bucket are told apart",
    source: reference("ErrorResponses"),
    async run({ client, bucket }) {
      const get = (Bucket: string) => client.send(new GetObjectCommand({ Bucket, Key: "none" }));
      expect(await refusalOf(get(bucket))).toBe("NoSuchKey 404");
      expect(await refusalOf(get("no-such-bucket"))).toBe("NoSuchBucket 404");
      const put = client.send(new PutObjectCommand({ Bucket: "no-such-bucket", Key: "k" }));
      expect(await refusalOf(put)).toBe("NoSuchBucket 404");
    },
  },
  {
    name: "writing a key again replaces the object whole",
    source: guide("Welcome"),
    async run(context) {
      await context.put("key", "a long first version");
      await context.put("key", "second");
      expect(await context.read("key")).toBe("second");
    },
  },
  {
    name: "keys of any shape come back as they were, each its own object",
    source: guide("object-keys"),
    async run(context) {
      for (const key of HOSTILE_KEYS) await context.put(key, `body of ${key}`);
      for (const key of HOSTILE_KEYS) {
        expect(await context.read(key), JSON.stringify(key)).toBe(`body of ${key}`);
      }
    },
  },
  {
    name: "a key of 1024 bytes is stored, a longer one refused",
    source: guide("object-keys"),
    async run(context) {
      await context.put("ü".repeat(512), "longest");
      expect(await context.read("ü".repeat(512))).toBe("longest");
      expect(await refusalOf(context.put(`${"ü".repeat(512)}a`))).toBe("KeyTooLongError 400");
    },
  },
  {
    name: "user metadata beyond 2 KB is refused",
    source: guide("UsingMetadata"),
    async run({ client, bucket }) {
      const Metadata = { big: "x".repeat(2049) };
      const put = client.send(new PutObjectCommand({ Bucket: bucket, Key: "k", Metadata }));
      expect(await refusalOf(put)).toBe("MetadataTooLarge 400");
    },
  },
  {
    name: "a header that asks for what is not implemented is refused, not ignored",
    source: api("PutObject"),
    async run({ client, bucket }) {
      const put = (about: object) =>
        refusalOf(client.send(new PutObjectCommand({ Bucket: bucket, Key: "k", ...about })));
      expect(await put({ ACL: "public-read" })).toBe("NotImplemented 501");
      expect(await put({ StorageClass: "GLACIER" })).toBe("NotImplemented 501");
      expect(await put({ ServerSideEncryption: "aws:kms" })).toBe("NotImplemented 501");
      expect(await put({ StorageClass: "STANDARD", ACL: "private" })).toBe("not refused");
    },
  },
  {
    name: "deleting is idempotent",
    source: api("DeleteObject"),
    async run(context) {
      const { client, bucket } = context;
      await context.put("key");
      for (const _ of ["once", "again"]) {
        await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: "key" }));
      }
      expect(await refusalOf(context.read("key"))).toBe("NoSuchKey 404");
    },
  },
  {
    name: "DeleteObjects deletes many keys, of any shape, and names them unless it is quiet",
    source: api("DeleteObjects"),
    async run(context) {
      const keys = [" spaces ", "a&b<c>", "new\nline", "ünï🎨", "../x"];
      for (const key of keys) await context.put(key);
      const remove = (Quiet: boolean) =>
        context.client.send(
          new DeleteObjectsCommand({
            Bucket: context.bucket,
            Delete: { Quiet, Objects: [...keys, "none"].map((Key) => ({ Key })) },
          }),
        );
      const loud = await remove(false);
      expect(loud.Deleted?.map(({ Key }) => Key)).toEqual([...keys, "none"]);
      for (const key of keys) expect(await refusalOf(context.read(key))).toBe("NoSuchKey 404");
      expect((await remove(true)).Deleted ?? []).toEqual([]);
    },
  },
  {
    name: "DeleteObjects refuses more than 1000 keys",
    source: api("DeleteObjects"),
    async run({ client, bucket }) {
      const Objects = Array.from({ length: 1001 }, (_, index) => ({ Key: `k${index}` }));
      const command = new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects } });
      expect(await refusalOf(client.send(command))).toBe("MalformedXML 400");
    },
  },
  {
    name: "a range is served from the middle, open-ended, and from the end",
    source: api("GetObject"),
    async run(context) {
      await context.put("key", "0123456789");
      expect(await getRange(context, "key", "bytes=2-4")).toBe("bytes 2-4/10 234");
      expect(await getRange(context, "key", "bytes=7-")).toBe("bytes 7-9/10 789");
      expect(await getRange(context, "key", "bytes=-3")).toBe("bytes 7-9/10 789");
      expect(await getRange(context, "key", "bytes=-30")).toBe("bytes 0-9/10 0123456789");
      expect(await getRange(context, "key", "bytes=8-100")).toBe("bytes 8-9/10 89");
    },
  },
  {
    name: "a range outside the object is refused",
    source: reference("ErrorResponses"),
    async run(context) {
      await context.put("key", "0123456789");
      await context.put("empty", "");
      expect(await refusalOf(getRange(context, "key", "bytes=10-"))).toBe("InvalidRange 416");
      expect(await refusalOf(getRange(context, "empty", "bytes=0-0"))).toBe("InvalidRange 416");
    },
  },
  {
    name: "the reader may override the headers of the answer",
    source: api("GetObject"),
    async run(context) {
      await context.put("key", "hello");
      const got = await context.client.send(
        new GetObjectCommand({
          Bucket: context.bucket,
          Key: "key",
          ResponseContentDisposition: 'attachment; filename="a b.txt"',
          ResponseContentType: "text/plain",
          ResponseCacheControl: "no-store",
        }),
      );
      expect(got).toMatchObject({
        ContentDisposition: 'attachment; filename="a b.txt"',
        ContentType: "text/plain",
        CacheControl: "no-store",
      });
    },
  },
  {
    name: "tags are stored with an object, replaced and removed",
    source: guide("object-tagging"),
    async run({ client, bucket }) {
      const object = { Bucket: bucket, Key: "key" };
      const tags = async () =>
        (await client.send(new GetObjectTaggingCommand(object))).TagSet?.map(
          ({ Key, Value }) => `${Key}=${Value}`,
        );
      await client.send(new PutObjectCommand({ ...object, Tagging: "keep=no&two%20words=a%2Bb" }));
      expect(await tags()).toEqual(["keep=no", "two words=a+b"]);
      const head = await client.send(new GetObjectCommand(object));
      expect(head.TagCount).toBe(2);
      const TagSet = [{ Key: "expires", Value: "soon" }];
      await client.send(new PutObjectTaggingCommand({ ...object, Tagging: { TagSet } }));
      expect(await tags()).toEqual(["expires=soon"]);
      await client.send(new DeleteObjectTaggingCommand(object));
      expect((await tags()) ?? []).toEqual([]);
    },
  },
  {
    name: "tags that S3 does not allow are refused",
    source: guide("object-tagging"),
    async run(context) {
      await context.put("key");
      const put = (TagSet: { Key: string; Value: string }[]) =>
        refusalOf(
          context.client.send(
            new PutObjectTaggingCommand({
              Bucket: context.bucket,
              Key: "key",
              Tagging: { TagSet },
            }),
          ),
        );
      const eleven = Array.from({ length: 11 }, (_, index) => ({ Key: `k${index}`, Value: "" }));
      const twice = [1, 2].map((number) => ({ Key: "same", Value: String(number) }));
      expect(await put(eleven)).toBe("BadRequest 400");
      expect(await put(twice)).toBe("InvalidTag 400");
      expect(await put([{ Key: "k".repeat(129), Value: "" }])).toBe("InvalidTag 400");
      expect(await put([{ Key: "k", Value: "v".repeat(257) }])).toBe("InvalidTag 400");
    },
  },
];
