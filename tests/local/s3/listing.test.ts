import { rm } from "node:fs/promises";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ListingQuery, listPage, type Position } from "@/infrastructure/local/s3/listing";
import { openStorage, type Storage } from "@/infrastructure/local/s3/storage";
import { newDataDir } from "@/tests/local/s3/embedded-endpoint";

let dataDir: string;
let storage: Storage;
let bucketCount = 0;

beforeAll(async () => {
  dataDir = await newDataDir();
  storage = await openStorage(dataDir);
});
afterAll(async () => {
  await storage.close();
  await rm(dataDir, { recursive: true });
});

/** A new bucket with an empty object at each of `keys`. */
async function bucketOf(keys: string[]): Promise<string> {
  bucketCount += 1;
  const bucket = `bucket-${bucketCount}`;
  await storage.objects.createBucket(bucket, { createdAt: "2026-01-01T00:00:00Z" });
  for (const key of keys) {
    const about = { headers: {}, metadata: {}, tags: {}, etag: '""' };
    const record = { ...about, segments: [], sizeBytes: 0, modifiedAt: "2026-01-01T00:00:00Z" };
    await storage.objects.putObject(bucket, key, record, () => undefined);
  }
  return bucket;
}

/** What a listing shows in total, found the simple way. */
function expectedEntries(keys: string[], { prefix, delimiter }: ListingQuery): string[] {
  const entries = keys
    .filter((key) => key.startsWith(prefix))
    .map((key) => {
      const at = delimiter ? key.indexOf(delimiter, prefix.length) : -1;
      return at < 0 ? key : `${key.slice(0, at + delimiter.length)}…`;
    });
  return [...new Set(entries)].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

/** All pages of a listing, common prefixes marked by an ellipsis. */
async function pagesOf(bucket: string, query: ListingQuery): Promise<string[][]> {
  const pages: string[][] = [];
  let after: Position | undefined;
  do {
    const page = await listPage(storage.objects, bucket, { ...query, after });
    const keys = page.objects.map(({ key }) => key);
    pages.push([...keys, ...page.commonPrefixes.map((prefix) => `${prefix}…`)]);
    after = page.next;
  } while (after);
  return pages;
}

/** Few characters, so that keys share prefixes and hold the delimiter often. */
const text = (maxLength: number) =>
  fc.string({ unit: fc.constantFrom("a", "b", "/", "～", "🎨", "\u0000"), maxLength });

/** However keys, prefix, delimiter and page size meet, nothing is shown twice or left out. */
test("the pages of any listing show every entry once, all but the last one full", async () => {
  const keysOf = fc.uniqueArray(text(6).filter(Boolean), { maxLength: 12 });
  const countOf = fc.integer({ min: 1, max: 5 });
  await fc.assert(
    fc.asyncProperty(
      keysOf,
      text(2),
      text(2),
      countOf,
      async (keys, prefix, delimiter, countMax) => {
        const query = { prefix, delimiter, countMax };
        const pages = await pagesOf(await bucketOf(keys), query);
        const shown = pages.flat();
        expect([...shown].sort()).toEqual(expectedEntries(keys, query).sort());
        for (const page of pages.slice(0, -1)) expect(page).toHaveLength(countMax);
      },
    ),
    { numRuns: 150 },
  );
});
