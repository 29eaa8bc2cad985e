import {
  CreateBucketCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  PutObjectCommand,
  paginateListObjectsV2,
} from "@aws-sdk/client-s3";
import { expect } from "vitest";
import {
  api,
  type CaseContext,
  type ConformanceCase,
  guide,
  refusalOf,
} from "@/tests/local/s3/conformance-case";

async function putAll(context: CaseContext, keys: string[]): Promise<void> {
  await Promise.all(keys.map((key) => context.put(key)));
}

/** The keys and the common prefixes of one page. */
async function list(context: CaseContext, query: Partial<ListObjectsV2CommandInput> = {}) {
  const { Contents = [], CommonPrefixes = [] } = await context.client.send(
    new ListObjectsV2Command({ Bucket: context.bucket, ...query }),
  );
  return {
    keys: Contents.map(({ Key }) => Key),
    prefixes: CommonPrefixes.map(({ Prefix }) => Prefix),
  };
}

/** Every page of a listing, each as the list of what it shows. */
async function pages(context: CaseContext, pageSize: number, Delimiter?: string) {
  const shown: (string | undefined)[][] = [];
  const input = { Bucket: context.bucket, Delimiter };
  for await (const page of paginateListObjectsV2({ client: context.client, pageSize }, input)) {
    const keys = page.Contents?.map(({ Key }) => Key) ?? [];
    const prefixes = page.CommonPrefixes?.map(({ Prefix }) => Prefix) ?? [];
    shown.push([...keys, ...prefixes]);
  }
  return shown;
}

export const LISTING_CASES: ConformanceCase[] = [
  {
    name: "keys are listed in the order of their UTF-8 bytes",
    source: guide("ListingKeysUsingAPIs"),
    async run(context) {
      // UTF-16 would put U+1F3A8, a pair of surrogates, before U+FF5E.
      const keys = ["B", "a", "a!", "a/b", "aa", "é", "～", "🎨"];
      await putAll(context, keys);
      expect((await list(context)).keys).toEqual(keys);
    },
  },
  {
    name: "a listed object shows size, ETag, time and storage class",
    source: api("ListObjectsV2"),
    async run(context) {
      const ETag = await context.put("key", "hello");
      const { Contents, KeyCount, IsTruncated } = await context.client.send(
        new ListObjectsV2Command({ Bucket: context.bucket, FetchOwner: true }),
      );
      expect({ KeyCount, IsTruncated }).toEqual({ KeyCount: 1, IsTruncated: false });
      expect(Contents?.[0]).toMatchObject({ Size: 5, ETag, StorageClass: "STANDARD" });
      expect(Contents?.[0]?.LastModified).toBeInstanceOf(Date);
      expect(Contents?.[0]?.Owner?.ID).toBeTruthy();
    },
  },
  {
    name: "pages are full, follow one another without a gap, and end",
    source: api("ListObjectsV2"),
    async run(context) {
      const keys = Array.from({ length: 25 }, (_, index) => `k${String(index).padStart(2, "0")}`);
      await putAll(context, keys);
      const shown = await pages(context, 10);
      expect(shown.map(({ length }) => length)).toEqual([10, 10, 5]);
      expect(shown.flat()).toEqual(keys);
      expect((await pages(context, 25)).map(({ length }) => length)).toEqual([25]);
    },
  },
  {
    name: "a prefix limits the listing",
    source: guide("using-prefixes"),
    async run(context) {
      await putAll(context, ["a", "a/1", "a/2", "ab", "b"]);
      expect((await list(context, { Prefix: "a/" })).keys).toEqual(["a/1", "a/2"]);
      expect((await list(context, { Prefix: "a" })).keys).toEqual(["a", "a/1", "a/2", "ab"]);
      expect((await list(context, { Prefix: "none" })).keys).toEqual([]);
    },
  },
  {
    name: "a delimiter groups keys under common prefixes",
    source: guide("using-prefixes"),
    async run(context) {
      await putAll(context, ["a/1", "a/b/2", "a/b/3", "c", "d/4"]);
      expect(await list(context, { Delimiter: "/" })).toEqual({
        keys: ["c"],
        prefixes: ["a/", "d/"],
      });
      expect(await list(context, { Delimiter: "/", Prefix: "a/" })).toEqual({
        keys: ["a/1"],
        prefixes: ["a/b/"],
      });
      expect(await list(context, { Delimiter: "b/", Prefix: "a" })).toEqual({
        keys: ["a/1"],
        prefixes: ["a/b/"],
      });
    },
  },
  {
    name: "a common prefix counts as one entry, and no page shows it again",
    source: api("ListObjectsV2"),
    async run(context) {
      await putAll(context, ["a/1", "a/2", "a/3", "b", "c/1", "c/2", "d"]);
      const shown = await pages(context, 1, "/");
      expect(shown.flat()).toEqual(["a/", "b", "c/", "d"]);
      expect(await pages(context, 2, "/")).toEqual([
        ["b", "a/"],
        ["d", "c/"],
      ]);
    },
  },
  {
    name: "StartAfter begins behind a key, which need not exist",
    source: api("ListObjectsV2"),
    async run(context) {
      await putAll(context, ["a", "b", "c"]);
      expect((await list(context, { StartAfter: "a" })).keys).toEqual(["b", "c"]);
      expect((await list(context, { StartAfter: "ab" })).keys).toEqual(["b", "c"]);
      expect((await list(context, { StartAfter: "a", Prefix: "c" })).keys).toEqual(["c"]);
    },
  },
  {
    name: "EncodingType url keeps keys that XML cannot carry",
    source: api("ListObjectsV2"),
    async run(context) {
      await putAll(context, ["a b/+\u0001"]);
      const encoded = await list(context, { EncodingType: "url" });
      expect(encoded.keys).toEqual(["a%20b/%2B%01"]);
      const grouped = await list(context, { EncodingType: "url", Delimiter: "/" });
      expect(grouped.prefixes).toEqual(["a%20b/"]);
    },
  },
  {
    name: "no more than 1000 keys come in a page, and none where none is asked for",
    source: api("ListObjectsV2"),
    async run(context) {
      await putAll(context, ["a", "b"]);
      const query = { Bucket: context.bucket };
      const many = await context.client.send(new ListObjectsV2Command({ ...query, MaxKeys: 5000 }));
      expect(many.MaxKeys).toBe(1000);
      const none = await context.client.send(new ListObjectsV2Command({ ...query, MaxKeys: 0 }));
      expect([none.KeyCount, none.IsTruncated]).toEqual([0, false]);
    },
  },
  {
    name: "a bad token, a bad count and a missing bucket are refused",
    source: api("ListObjectsV2"),
    async run(context) {
      const query = (input: Partial<ListObjectsV2CommandInput>) => refusalOf(list(context, input));
      expect(await query({ ContinuationToken: "nonsense" })).toBe("InvalidArgument 400");
      expect(await query({ MaxKeys: -1 })).toBe("InvalidArgument 400");
      expect(await query({ Bucket: "no-such-bucket" })).toBe("NoSuchBucket 404");
    },
  },
  {
    name: "a listing shows only its own bucket",
    source: api("ListObjectsV2"),
    async run(context) {
      const Bucket = `${context.bucket}-other`;
      await context.client.send(new CreateBucketCommand({ Bucket }));
      await context.client.send(new PutObjectCommand({ Bucket, Key: "other" }));
      await context.put("own");
      expect((await list(context)).keys).toEqual(["own"]);
    },
  },
];
